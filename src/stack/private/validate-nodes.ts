import { ClusterSource } from '../../cluster';
import { Validation } from '../../validation/validation';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/**
 * What the stack's own pods ask for by default, those of the cluster's add-ons too: their number, and MiB of memory. A
 * test compares it with what charts and add-ons ask for.
 */
export const STACK_NEEDS = { pods: 12, memoryMib: 3268 };

/** Checks that the nodes that are always there have room for the stack's own pods, if all of its parts are enabled. */
export function compareRoom(v: Validation, { cluster, zenml, mlflow, seldon }: ZenmlAwsStackProps): void {
  const areEnabled = [zenml, mlflow, seldon].every((part) => part?.enabled ?? true);
  const room = (cluster ?? ClusterSource.create())._room;
  if (!areEnabled || room === undefined || (room.pods >= STACK_NEEDS.pods && room.memoryMib >= STACK_NEEDS.memoryMib)) {
    return;
  }
  const of = ({ pods, memoryMib }: typeof STACK_NEEDS) => `${pods} pods and ${memoryMib} MiB of memory`;
  v.at('cluster').add('nodeGroup', `must have room for the stack's pods (${of(STACK_NEEDS)}); its 'desiredSize' of the`
    + ` smallest of 'instanceTypes' leaves ${of(room)}`, 'Use t3.large or larger, or a greater \'desiredSize\'.');
}
