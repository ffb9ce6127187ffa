import { createHash } from 'crypto';

/** Names of databases and users on a MySQL server. */
export interface DatabaseNames {
  readonly zenmlDatabase: string;
  readonly zenmlUser: string;
  readonly mlflowDatabase: string;
  readonly mlflowUser: string;
}

/** Names on a dedicated server. */
export const OWN_NAMES: DatabaseNames = {
  zenmlDatabase: 'zenml', zenmlUser: 'zenml', mlflowDatabase: 'mlflow', mlflowUser: 'mlflow',
};

/** Maximum length of a MySQL user name: https://dev.mysql.com/doc/refman/8.4/en/user-names.html */
const LONGEST_USER = 32;

/** Names on a shared server. Underscores require no quotes in any client. */
export function prefixedNames(prefix: string): DatabaseNames {
  const name = (part: string) => `${prefix.replace(/-/g, '_')}_${part}`;
  return {
    zenmlDatabase: name('zenml'),
    zenmlUser: shortened(name('zenml')),
    mlflowDatabase: name('mlflow'),
    mlflowUser: shortened(name('mlflow')),
  };
}

/** Shortens a name that is too long, to its start, a hash of the name, and its last part. */
function shortened(name: string): string {
  if (name.length <= LONGEST_USER) {
    return name;
  }
  const end = `_${createHash('sha256').update(name).digest('hex').slice(0, 8)}${name.slice(name.lastIndexOf('_'))}`;
  return name.slice(0, LONGEST_USER - end.length) + end;
}
