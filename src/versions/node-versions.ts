// Versions of the autoscalers, and of software for nodes.
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { AUTOSCALER_IMAGE, CHART, KARPENTER } from '../validation/versions';

/** A version of the cluster autoscaler: a chart, and an image that is built for one Kubernetes minor version. */
export class ClusterAutoscalerVersion {
  /**
   * Chart 9.59.0 with the image for Kubernetes 1.34. Source:
   * https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-1.34.5
   */
  public static readonly V1_34_5 = new ClusterAutoscalerVersion('9.59.0', 'v1.34.5');
  /**
   * Chart 9.59.0 with the image for Kubernetes 1.35. Source:
   * https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-1.35.2
   */
  public static readonly V1_35_2 = new ClusterAutoscalerVersion('9.59.0', 'v1.35.2');
  /** The version for the Kubernetes version the library is tested with: v1.35.2. */
  public static readonly DEFAULT = ClusterAutoscalerVersion.V1_35_2;

  /**
   * A version that has no constant in the library.
   *
   * @param chartVersion the version of the chart `cluster-autoscaler`, for example `9.59.0`
   * @param imageTag the tag of the image, for example `v1.36.1`; major and minor must match the cluster's Kubernetes
   *
   * @example
   * import { ClusterAutoscalerVersion } from 'cdktf-zenml-aws';
   *
   * const version = ClusterAutoscalerVersion.of('9.59.0', 'v1.35.2');
   */
  public static of(chartVersion: string, imageTag: string): ClusterAutoscalerVersion {
    return new ClusterAutoscalerVersion(chartVersion, imageTag);
  }

  private constructor(
    /** Version of the chart, for example `9.59.0`. */
    public readonly chartVersion: string,
    /** Tag of the image, for example `v1.35.2`. */
    public readonly imageTag: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.chartVersion, required(CHART));
    checkValue(v, prop, this.imageTag, required(AUTOSCALER_IMAGE));
  }
}

/** A version of Karpenter. The charts `karpenter` and `karpenter-crd` share a version. */
export class KarpenterVersion {
  /**
   * 1.14.1, for Kubernetes 1.26 to 1.36. Source:
   * https://github.com/aws/karpenter-provider-aws/releases/tag/v1.14.1
   */
  public static readonly V1_14_1 = new KarpenterVersion('1.14.1');
  /** The version the library is tested with: 1.14.1. */
  public static readonly DEFAULT = KarpenterVersion.V1_14_1;

  /**
   * A version that has no constant in the library.
   *
   * @param version the version of the charts, for example `1.14.2`
   *
   * @example
   * import { KarpenterVersion } from 'cdktf-zenml-aws';
   *
   * const version = KarpenterVersion.of('1.14.1');
   */
  public static of(version: string): KarpenterVersion {
    return new KarpenterVersion(version);
  }

  private constructor(
    /** Version of the charts and of the image, for example `1.14.1`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(KARPENTER));
  }
}

/** A version of the chart `nvidia-device-plugin`, which is also the version of its image. */
export class NvidiaDevicePluginVersion {
  /** 0.20.0. Source: https://github.com/NVIDIA/k8s-device-plugin/releases/tag/v0.20.0 */
  public static readonly V0_20_0 = new NvidiaDevicePluginVersion('0.20.0');
  /** The version the library is tested with: 0.20.0. */
  public static readonly DEFAULT = NvidiaDevicePluginVersion.V0_20_0;

  /**
   * A version that has no constant in the library.
   *
   * @param version the version of the chart, for example `0.20.1`
   *
   * @example
   * import { NvidiaDevicePluginVersion } from 'cdktf-zenml-aws';
   *
   * const version = NvidiaDevicePluginVersion.of('0.20.0');
   */
  public static of(version: string): NvidiaDevicePluginVersion {
    return new NvidiaDevicePluginVersion(version);
  }

  private constructor(
    /** Version of the chart and of its image, for example `0.20.0`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(CHART));
  }
}
