"""Serves model.joblib from a folder in the artifact store. `method` is the estimator's method to call."""
import os

import joblib
import seldon_core


class SKLearnServer:
    def __init__(self, model_uri, method="predict_proba"):
        self.method = method
        self.model = joblib.load(os.path.join(seldon_core.Storage.download(model_uri), "model.joblib"))

    def predict(self, X, names, meta=None):
        return getattr(self.model, self.method)(X)
