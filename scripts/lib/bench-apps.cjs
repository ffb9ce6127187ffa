// What bench.mjs runs, a process each: `bench-apps.cjs SUBJECT STACKS PACKAGE STACK`. It writes its processor time in seconds and its peak memory in MB to
// file descriptor 3.
// PACKAGE is the folder of the package as it is published, STACK what the example synthesizes.
const { readFileSync, writeSync } = require('fs');
const { join } = require('path');
const { blocksOf } = require('./graph.cjs');

const [subject, count, packageFolder, stackFile] = process.argv.slice(2);
const main = join(packageFolder, 'lib', 'index.js');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});

const subjects = {
  /** What the library imports. */
  uses: () => [...readFileSync(main, 'utf8').matchAll(/require\("([^"]+)"\)/g)].forEach(([, name]) => require(name)),
  library: () => require(main),
  /** Stacks of the library, with what the example has. */
  stacks: () => synthesize((app, name) => {
    const { DataRetention, NetworkSource, ZenmlAwsStack } = require(main);
    new ZenmlAwsStack(app, name, {
      region: 'eu-central-1', prefix: name, network: NetworkSource.create({ cidr: '10.10.0.0/16' }), dataRetention: DataRetention.DELETE,
    });
  }),
  /** The same resources, as one would write them down without the library: the same arguments, references and order. */
  bare: () => {
    const bare = bareStack(JSON.parse(readFileSync(stackFile, 'utf8')));
    synthesize((app, name) => bare(new (require('cdktf').TerraformStack)(app, name)));
  },
  /** As many S3 buckets. */
  buckets: () => {
    const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
    const { S3Bucket } = require('@cdktf/provider-aws/lib/s3-bucket');
    const resources = blocksOf(JSON.parse(readFileSync(stackFile, 'utf8'))).length;
    synthesize((app, name) => {
      const stack = new (require('cdktf').TerraformStack)(app, name);
      new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
      for (let i = 0; i < resources; i += 1) {
        new S3Bucket(stack, `Bucket${i}`, { bucket: `bucket-${i}`, tags: { number: String(i) } });
      }
    });
  },
};
subjects[subject]();

function synthesize(build) {
  const app = new (require('cdktf').App)();
  for (let i = 0; i < Number(count); i += 1) {
    build(app, `stack-${i}`);
  }
  app.synth();
}

/** Makes the stack of a configuration with the providers' classes. */
function bareStack(configuration) {
  const { TerraformOutput, TerraformResource } = require('cdktf');
  const blocks = new Map(blocksOf(configuration));
  const kindOf = (address) => address.slice(0, address.lastIndexOf('.'));
  const classes = new Map([...blocks.keys()].map((address) => [kindOf(address), classOf(kindOf(address))]));
  const providers = Object.keys(configuration.provider).map((name) => Object.values(require(`@cdktf/provider-${name}/lib/provider`))
    .find((it) => it.tfResourceType === name));
  const camelCase = (name) => (/^[a-z][a-z0-9_]*$/.test(name) ? name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase()) : name);
  return (stack) => {
    const made = new Map();
    const make = (address) => {
      if (!made.has(address)) {
        const { 'depends_on': before = [], '//': metadata, 'for_each': forEach, ...block } = blocks.get(address);
        const dependsOn = before.map(make);
        const resource = new (classes.get(kindOf(address)))(stack, address.slice(kindOf(address).length + 1), { ...argumentsOf(block), dependsOn });
        made.set(address, resource);
        if (forEach !== undefined) {
          resource.addOverride('for_each', text(forEach)); // cdktf takes an iterator there, whose expression this is.
        }
      }
      return made.get(address);
    };
    const text = (value) => value.replace(/\$\{((?:data\.)?\w+\.[\w-]+)\.([\w.[\]]+)\}/g, (all, address, attribute) =>
      (blocks.has(address) ? make(address).getStringAttribute(attribute) : all));
    const argumentsOf = (value) => {
      if (typeof value === 'string') {
        return text(value);
      }
      if (Array.isArray(value)) {
        return value.map(argumentsOf);
      }
      return value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([name, member]) => [camelCase(name), argumentsOf(member)])) : value;
    };
    providers.forEach((Provider) => new Provider(stack, Provider.tfResourceType, {}));
    [...blocks.keys()].forEach(make);
    Object.entries(configuration.output).forEach(([name, { value }]) => new TerraformOutput(stack, name, { value: text(value), staticId: true }));
  };

  /** @param kind the type of a resource, or that of a data source behind "data." */
  function classOf(kind) {
    const type = kind.replace(/^data\./, '');
    const [provider, ...rest] = type.split('_');
    if (provider !== 'terraform') {
      const module = kind === type ? rest.join('-') : `data-${type.replaceAll('_', '-')}`;
      return Object.values(require(`@cdktf/provider-${provider}/lib/${module}`)).find((it) => it.tfResourceType === type);
    }
    return class extends TerraformResource {
      constructor(scope, id, { dependsOn, ...config }) {
        super(scope, id, { terraformResourceType: type, dependsOn });
        this.config = config;
      }

      synthesizeAttributes() {
        return this.config;
      }
    };
  }
}
