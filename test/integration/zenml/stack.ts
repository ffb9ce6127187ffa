// Synthesizes the stack that run.mjs deploys: its AWS resources on the simulator, its pods on the lab's cluster.
// Arguments: the output folder, and as JSON { certificates, repositoryNames, zoneName, small }.
import { readFileSync } from 'fs';
import { App } from 'cdktf';
import {
  ContainerRegistrySource, DatabaseSource, DataRetention, EntranceDomain, MysqlTls, SecretValue, SeldonSource, ZenmlAwsStack,
} from '../../../src';

const [outdir, given] = process.argv.slice(2);
const { certificates, repositoryNames, zoneName, small } = JSON.parse(given);

const app = new App({ outdir });
new ZenmlAwsStack(app, 'e2e', {
  region: 'eu-central-1',
  prefix: 'acme',
  // RDS is simulated, and does not answer. This server answers with a certificate of its own authority for its name.
  database: DatabaseSource.existing({
    host: 'mysql.lab.svc.cluster.local',
    username: 'root-admin',
    password: SecretValue.unsafePlainText('admin-pass$word'),
    tls: MysqlTls.certificates(readFileSync(certificates, 'utf8')),
  }),
  entrance: { allowedCidrs: ['198.18.0.1/32'], domain: zoneName && EntranceDomain.route53({ zoneName }) },
  containerRegistry: small ? ContainerRegistrySource.none() : ContainerRegistrySource.create({ repositoryNames }),
  seldon: small ? SeldonSource.none() : SeldonSource.create(),
  dataRetention: DataRetention.DELETE,
});
app.synth();
