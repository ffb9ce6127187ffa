import { withContext, zenmlComponents, zenmlNames, ZenmlStackParts } from './stack-components';

/**
 * The stack in the format of `zenml stack import`, for a server on which it is not registered. It cannot include a
 * service connector, so users need a kubeconfig and AWS credentials. Source of the keys: zenml 0.98.0, cli/stack.py
 */
export function zenmlStackYaml(parts: ZenmlStackParts, version: string): string {
  const names = zenmlNames(parts.name);
  const stack = parts.seldon ? names.deployerStack : names.stack;
  const lines = zenmlComponents(parts).flatMap((component) => {
    const all = withContext(component, parts);
    return [
      `  ${component.type}:`,
      `    name: "${names.component}"`,
      `    flavor: ${component.flavor}`,
      Object.keys(all).length === 0 ? '    configuration: {}' : '    configuration:',
      ...Object.entries(all).map(([key, value]) =>
        `      ${key}: ${typeof value === 'string' ? `"${value}"` : JSON.stringify(value)}`),
    ];
  });
  return [`zenml_version: ${version}`, `stack_name: "${stack}"`, 'components:', ...lines, ''].join('\n');
}
