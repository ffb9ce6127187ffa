import { Fn } from 'cdktf';

/** A document in JSON, which is YAML, for Helm. Where Terraform knows a value only at apply, Terraform encodes the document, so that it stays well formed. */
export function valuesDocument(values: Record<string, any>): string {
  const text = JSON.stringify(values);
  return text.includes('TfToken[') ? Fn.jsonencode(values) : text;
}

/** The library's values, then the user's: Helm merges the documents in this order. */
export function valuesDocuments(values: Record<string, any>, users?: Record<string, any>): string[] {
  return [values, ...(users ? [users] : [])].map(valuesDocument);
}
