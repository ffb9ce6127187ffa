/**
 * Annotations by which EKS makes a Network Load Balancer for a Service, with the stack's tags.
 *
 * Tags with characters that separate tags in the annotation are left out.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
 */
export function loadBalancerAnnotations(tags: { [key: string]: string }): { [key: string]: string } {
  const list = Object.entries(tags).filter((tag) => tag.every((text) => text !== '' && !/[,=]/.test(text))).map((tag) => tag.join('='));
  return {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    'service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled': 'true',
    'service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags': list.join(','),
  };
}
