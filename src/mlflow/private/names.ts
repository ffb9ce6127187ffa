/** Release, Service, Deployment and prefix of everything else in MLflow's namespace. */
export const RELEASE = 'mlflow-tracking';
/** The server's port, of the Service and of the pods. */
export const PORT = 5000;
/** The namespace unless the user says otherwise. */
export const NAMESPACE = 'mlflow';

/** Names of the Secrets that the construct makes, in MLflow's namespace. */
export const SECRETS = {
  artifacts: `${RELEASE}-artifacts`,
  basicAuth: `${RELEASE}-basic-auth`,
} as const;

/** The user that the ingress asks for, unless another one is named. */
export const USERNAME = 'mlflow';
/** What users read where they are asked for the password. */
export const REALM = 'MLflow';
