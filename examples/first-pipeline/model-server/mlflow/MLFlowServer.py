"""Serves a model saved by MLflow."""
import mlflow.pyfunc
import pandas as pd
import seldon_core


class MLFlowServer:
    def __init__(self, model_uri):
        self.model = mlflow.pyfunc.load_model(seldon_core.Storage.download(model_uri))

    def predict(self, X, names, meta=None):
        return self.model.predict(pd.DataFrame(X, columns=names) if names else X)
