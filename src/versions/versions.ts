// All versions that the library deploys are defined here or in node-versions.ts, each with its source.
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { CHART, ISTIO, KUBERNETES, MLFLOW, MYSQL, ZENML } from '../validation/versions';

/**
 * Tags of the model server images. They name the library version in the image, which models must be trained with.
 * Sources: https://pypi.org/project/scikit-learn/1.9.1/ and https://pypi.org/project/mlflow/3.15.1/
 * @internal
 */
export const MODEL_SERVER_TAGS = { sklearn: 'sklearn-1.9.1', mlflow: 'mlflow-3.15.1' } as const;

/** A Kubernetes version that EKS supports: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export class KubernetesVersion {
  /**
   * 1.34, in standard support until 2026-12-02. After that, EKS automatically upgrades clusters of this library to
   * 1.35, because they do not use extended support: use `DEFAULT`.
   */
  public static readonly V1_34 = new KubernetesVersion('1.34');
  /** 1.35, in standard support until 2027-03-27. */
  public static readonly V1_35 = new KubernetesVersion('1.35');
  /** The version the library is tested with: 1.35. */
  public static readonly DEFAULT = KubernetesVersion.V1_35;

  /**
   * A version that has no constant in the library.
   *
   * @param version major and minor version, for example `1.36`
   *
   * @example
   * import { KubernetesVersion } from 'cdktf-zenml-aws';
   *
   * const version = KubernetesVersion.of('1.34');
   */
  public static of(version: string): KubernetesVersion {
    return new KubernetesVersion(version);
  }

  private constructor(
    /** Major and minor version, for example `1.35`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(KUBERNETES));
  }
}

/** A MySQL engine version that RDS supports. */
export class MysqlVersion {
  /**
   * 8.4, the long-term support release; RDS selects the patch version. Source:
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
   */
  public static readonly V8_4 = new MysqlVersion('8.4');
  /** The version the library is tested with: 8.4. */
  public static readonly DEFAULT = MysqlVersion.V8_4;

  /**
   * A version that has no constant in the library.
   *
   * @param version major and minor version, optionally with a patch version, for example `8.4.7`
   *
   * @example
   * import { MysqlVersion } from 'cdktf-zenml-aws';
   *
   * const version = MysqlVersion.of('8.4.9');
   */
  public static of(version: string): MysqlVersion {
    return new MysqlVersion(version);
  }

  private constructor(
    /** Major and minor version, optionally with a patch version, for example `8.4`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(MYSQL));
  }
}

/** A version of Istio. The charts `base`, `istiod` and `gateway` share a version. */
export class IstioVersion {
  /** 1.30.3. Source: https://github.com/istio/istio/releases/tag/1.30.3 */
  public static readonly V1_30_3 = new IstioVersion('1.30.3');
  /** The version the library is tested with: 1.30.3. */
  public static readonly DEFAULT = IstioVersion.V1_30_3;

  /**
   * A version that has no constant in the library.
   *
   * @param version the version of the charts, for example `1.31.1`
   *
   * @example
   * import { IstioVersion } from 'cdktf-zenml-aws';
   *
   * const version = IstioVersion.of('1.30.3');
   */
  public static of(version: string): IstioVersion {
    return new IstioVersion(version);
  }

  private constructor(
    /** Version of the charts and of their images, for example `1.30.3`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(ISTIO));
  }
}

/** A version of the chart `seldon-core-operator`, which is also the version of its images. */
export class SeldonCoreVersion {
  /** 1.17.1, the last version under Apache-2.0. Source: https://github.com/SeldonIO/seldon-core/releases/tag/v1.17.1 */
  public static readonly V1_17_1 = new SeldonCoreVersion('1.17.1');
  /** The version the library is tested with: 1.17.1. */
  public static readonly DEFAULT = SeldonCoreVersion.V1_17_1;

  /**
   * A version that has no constant in the library. Versions 1.18 and newer use the Business Source License.
   *
   * @param version the version of the chart, for example `1.18.2`
   *
   * @example
   * import { SeldonCoreVersion } from 'cdktf-zenml-aws';
   *
   * const version = SeldonCoreVersion.of('1.17.1');
   */
  public static of(version: string): SeldonCoreVersion {
    return new SeldonCoreVersion(version);
  }

  private constructor(
    /** Version of the chart and of its images, for example `1.17.1`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(CHART));
  }
}

/** A version of the MLflow server: the chart of community-charts, and the MLflow version it runs. */
export class MlflowVersion {
  /**
   * Chart 1.11.5 with MLflow 3.15.1. Source: https://github.com/community-charts/helm-charts/releases/tag/mlflow-1.11.5
   */
  public static readonly V3_15_1 = new MlflowVersion('1.11.5', '3.15.1');
  /** The version the library is tested with: MLflow 3.15.1. */
  public static readonly DEFAULT = MlflowVersion.V3_15_1;

  /**
   * A version that has no constant in the library.
   *
   * @param chartVersion the version of the chart `mlflow` of community-charts, for example `1.11.7`
   * @param appVersion the version of MLflow, which is the tag of the image, for example `3.16.0`
   *
   * @example
   * import { MlflowVersion } from 'cdktf-zenml-aws';
   *
   * const version = MlflowVersion.of('1.11.5', '3.15.1');
   */
  public static of(chartVersion: string, appVersion: string): MlflowVersion {
    return new MlflowVersion(chartVersion, appVersion);
  }

  private constructor(
    /** Version of the chart, for example `1.11.5`. */
    public readonly chartVersion: string,
    /** Version of MLflow, which is the tag of the image, for example `3.15.1`. */
    public readonly appVersion: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.chartVersion, required(CHART));
    checkValue(v, prop, this.appVersion, required(MLFLOW));
  }
}

/** A version of ZenML. Chart, server and client share a version. */
export class ZenmlVersion {
  /** 0.98.0. Source: https://pypi.org/project/zenml/0.98.0/ */
  public static readonly V0_98_0 = new ZenmlVersion('0.98.0');
  /** The version the library is tested with: 0.98.0. */
  public static readonly DEFAULT = ZenmlVersion.V0_98_0;

  /**
   * A version that has no constant in the library.
   *
   * @param version the version, for example `0.98.1`
   *
   * @example
   * import { ZenmlVersion } from 'cdktf-zenml-aws';
   *
   * const version = ZenmlVersion.of('0.98.0');
   */
  public static of(version: string): ZenmlVersion {
    return new ZenmlVersion(version);
  }

  private constructor(
    /** Version of the chart, the image and the Python package, for example `0.98.0`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.version, required(ZENML));
  }
}

/** A version of the chart `nginx-ingress`: F5 NGINX Ingress Controller. */
export class NginxIngressVersion {
  /** Chart 2.6.4 with controller 5.5.4. Source: https://github.com/nginx/kubernetes-ingress/releases/tag/v5.5.4 */
  public static readonly V2_6_4 = new NginxIngressVersion('2.6.4');
  /** The version the library is tested with: chart 2.6.4. */
  public static readonly DEFAULT = NginxIngressVersion.V2_6_4;

  /**
   * A version that has no constant in the library.
   *
   * @param chartVersion the version of the chart, for example `2.7.3`
   *
   * @example
   * import { NginxIngressVersion } from 'cdktf-zenml-aws';
   *
   * const version = NginxIngressVersion.of('2.6.4');
   */
  public static of(chartVersion: string): NginxIngressVersion {
    return new NginxIngressVersion(chartVersion);
  }

  private constructor(
    /** Version of the chart, for example `2.6.4`, which determines the controller's image. */
    public readonly chartVersion: string,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.chartVersion, required(CHART));
  }
}
