/** Release, Service, Deployment and prefix of everything else in MLflow's namespace. */
export const RELEASE = 'mlflow-tracking';
/** The server's port, of the Service and of the pods. */
export const PORT = 5000;
/** The namespace unless the user says otherwise. */
export const NAMESPACE = 'mlflow';

/** Names of the Secrets that the construct makes, in MLflow's namespace. */
export const SECRETS = {
  database: `${RELEASE}-database`,
  databaseAdmin: `${RELEASE}-database-admin`,
  artifacts: `${RELEASE}-artifacts`,
  basicAuth: `${RELEASE}-basic-auth`,
} as const;

/** Release, Service and full name of the NGINX controller: `kubectl get service nginx-controller -n ingress-nginx`. */
export const NGINX_RELEASE = 'nginx-controller';
/** The controller's namespace unless the user says otherwise. */
export const NGINX_NAMESPACE = 'ingress-nginx';
/** The IngressClass unless the user says otherwise. */
export const NGINX_CLASS = 'nginx';
