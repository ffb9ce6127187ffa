import { literal } from '../../terraform/text';

/** Options for the pod of a job that creates a database. */
export interface DatabaseJobOptions {
  readonly name: string;
  readonly serviceAccountName: string;
  /** ID of the user that the image runs as. */
  readonly user: string;
  readonly image: string;
  /** The program, in Python. */
  readonly program: string;
  readonly env: object[];
}

/** Returns the spec of a job that creates a database, in Terraform's spelling. */
export function jobSpec({ name, serviceAccountName, user, image, program, env }: DatabaseJobOptions): object {
  return {
    backoff_limit: 4,
    active_deadline_seconds: 840,
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': name } },
      spec: {
        restart_policy: 'Never',
        service_account_name: serviceAccountName,
        automount_service_account_token: true,
        security_context: { run_as_non_root: true, run_as_user: user, run_as_group: user },
        container: [{
          name: 'create-database',
          image,
          command: ['python', '-c', literal(program)],
          env,
          termination_message_policy: 'FallbackToLogsOnError',
          resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
          security_context: {
            allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] },
          },
        }],
      },
    },
  };
}
