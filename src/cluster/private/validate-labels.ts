import { LABEL_KEY, LABEL_VALUE } from '../../kubernetes/private/rules';
import { also, required, Rule, struct } from '../../validation/shape';
import { show } from '../../validation/show';
import { isUnknown } from '../../validation/validation';
import { list, mapOf, oneOf, text } from '../../validation/values';
import { NodeTaint, TaintEffect } from '../node-group-options';

// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
const MOST_LABELS = 50;

/** Labels that the kubelet or EKS sets. */
const SET_BY_OTHERS = /^(eks\.amazonaws\.com\/|node\.kubernetes\.io\/(instance-type|windows-build)$)/;
/** Domains that are reserved by Kubernetes. */
const RESERVED = /(^|\.)(kubernetes|k8s)\.io$/;
/** Reserved domains that the kubelet accepts labels from. */
const OPEN = /(^|\.)(node|kubelet)\.kubernetes\.io$/;

/**
 * Whether a node may register with a label; nodes with forbidden labels cannot join. Sources:
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 * https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3346
 * https://github.com/aws/containers-roadmap/issues/1451
 */
function isFree(label: string): boolean {
  const [domain, name] = label.includes('/') ? label.split('/') : ['', label];
  return name !== undefined && !SET_BY_OTHERS.test(label) && (!RESERVED.test(domain) || OPEN.test(domain));
}

const PLAIN_LABELS = mapOf(LABEL_VALUE, LABEL_KEY);

/** Rules for labels of nodes. */
export const LABELS: Rule<{ [key: string]: string }> = also(
  {
    ...PLAIN_LABELS,
    check: (v, prop, labels) => {
      PLAIN_LABELS.check(v, prop, labels);
      Object.keys(labels).filter((label) => LABEL_KEY.isAllowed(label) && !isFree(label)).forEach((label) =>
        v.add(prop, `got ${show(label)}. Must not be of a reserved domain, because nodes with it do not join the `
          + 'cluster',
        `Use your own, such as "example.com/${label.split('/').pop()}", or "node.kubernetes.io/…".`));
    },
  },
  [(labels) => Object.keys(labels).length <= MOST_LABELS, `at most ${MOST_LABELS} labels`, 'EKS allows no more.'],
);

const PLAIN_TAINTS: Rule<NodeTaint[]> = list(struct<NodeTaint>({
  key: required(text('a name of at most 63 letters, digits and "-_.", with or without a DNS name and "/" before it',
    LABEL_KEY.isAllowed)),
  value: LABEL_VALUE,
  effect: oneOf('TaintEffect', TaintEffect),
}), { max: MOST_LABELS });

/** Rules for taints of nodes, which are unique by key and effect. */
export const TAINTS: Rule<NodeTaint[]> = {
  ...PLAIN_TAINTS,
  check: (v, prop, taints) => {
    const before = v.problems.length;
    PLAIN_TAINTS.check(v, prop, taints);
    if (isUnknown(taints) || v.problems.length > before) {
      return;
    }
    const ids = taints.map(({ key, effect }) => isUnknown(key) ? undefined : `${key}:${effectOf({ effect })}`);
    ids.forEach((id, index) => {
      const earlier = id === undefined ? index : ids.indexOf(id);
      if (earlier < index) {
        v.at(prop).add(`[${index}]`, `got "${id}", which '${v.nameOf(`${prop}[${earlier}]`)}' has. Must differ in `
          + 'key or effect',
        'Kubernetes has one taint of a key and an effect.');
      }
    });
  },
};

const effectOf = ({ effect = TaintEffect.NO_SCHEDULE }: { effect?: TaintEffect }): TaintEffect => effect;

/** Whether taints repel pods that do not tolerate them. */
export function keepsPodsOff(taints: NodeTaint[] | undefined): boolean {
  return taints !== undefined && !isUnknown(taints)
    && taints.some((taint) => effectOf(taint) !== TaintEffect.PREFER_NO_SCHEDULE);
}
