{{/* The variables that say nothing secret, of server and migration alike. */}}
{{- define "variables" }}
{{- $z := .Values.zenml }}
- {name: ZENML_SERVER, value: "True"}
- {name: ZENML_ANALYTICS_OPT_IN, value: {{ $z.analyticsOptIn | toString | title | quote }}}
- {name: ZENML_DEFAULT_PROJECT_NAME, value: default}
- {name: ZENML_STORE_TYPE, value: sql}
- {name: ZENML_STORE_URL, value: {{ required "zenml.database.url" $z.database.url | quote }}}
- {name: ZENML_STORE_SSL, value: {{ $z.database.ssl | quote }}}
{{- with $z.database.sslCa.secretRef }}
- {name: ZENML_STORE_SSL_CA, value: "/dbcerts/{{ .key }}"}
{{- end }}
{{- with $z.database.sslKey.secretRef }}
- {name: ZENML_STORE_SSL_KEY, value: "/dbcerts/{{ .key }}"}
{{- end }}
- {name: ZENML_STORE_SSL_VERIFY_SERVER_CERT, value: {{ $z.database.sslVerifyServerCert | quote }}}
- name: ZENML_STORE_PASSWORD
  valueFrom: {secretKeyRef: {{ $z.database.passwordSecretRef | toJson }}}
- {name: ZENML_SERVER_AUTH_SCHEME, value: OAUTH2_PASSWORD_BEARER}
- {name: ZENML_SERVER_DEPLOYMENT_TYPE, value: kubernetes}
{{- with $z.serverURL }}
- {name: ZENML_SERVER_SERVER_URL, value: {{ . | quote }}}
{{- end }}
- {name: ZENML_SECRETS_STORE_TYPE, value: {{ $z.secretsStore.type | quote }}}
{{- range $name, $value := $z.environment }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{/* Where the files of the database's connection are. */}}
{{- define "volumes" }}
- {name: config, emptyDir: {}}
{{- $database := .Values.zenml.database }}
{{- if or $database.sslCa.secretRef $database.sslKey.secretRef }}
- name: db-certs
  projected:
    sources:
      {{- range list $database.sslCa.secretRef $database.sslKey.secretRef }}
      {{- with . }}
      - secret: {name: {{ .name }}, items: [{key: {{ .key }}, path: {{ .key }}}]}
      {{- end }}
      {{- end }}
{{- end }}
{{- end }}
{{- define "mounts" }}
- {name: config, mountPath: /zenml/.zenconfig}
{{- $database := .Values.zenml.database }}
{{- if or $database.sslCa.secretRef $database.sslKey.secretRef }}
- {name: db-certs, mountPath: /dbcerts, readOnly: true}
{{- end }}
{{- end }}

{{- define "labels" }}
app.kubernetes.io/name: zenml
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
