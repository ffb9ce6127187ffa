/** The names of what models use. */
export const MODEL_STORAGE = { serviceAccountName: 'zenml-seldon-models', secretName: 'zenml-seldon-storage' };
