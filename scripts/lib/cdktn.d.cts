/** By the names of cdktf's packages: what the second package is compiled with, and takes beside itself. */
export const PACKAGES: Record<string, { readonly name: string; readonly version: string; readonly range: string }>;

/** Where the first package's name or cdktf's stays, and why. */
export const STAYS: { readonly text: RegExp; readonly why: string }[];

/** A text of the sources, a program or a path, as the second package has it. */
export function renamed(text: string): string;

/** A file of the examples, renamed, and as the bindings for cdktn want it. */
export function exampleOf(path: string, text: string): string;

/** Lines of a renamed text that still name cdktf where nothing says that it stays. */
export function leftovers(text: string): string[];

/** package.json of the second package. */
export function packageOf(json: any): any;

/** What README.md of the second package says beside the parts of the first's. */
export function README_LEAD(json: { readonly homepage: string }): string;

/** README.md of the second package. */
export function readmeOf(text: string, json: { readonly homepage: string }): string;

/** Modules that an assembly of jsii's names, and that are neither its own nor of those that it may name. */
export function foreignModules(assembly: any): string[];

/** Where two synthesized stacks differ, but for the versions of cdktf and of the providers; as text. */
export function differences(one: any, other: any): string[];
