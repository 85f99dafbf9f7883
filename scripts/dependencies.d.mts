interface Lock {
	packages?: Record<string, object>;
}

export function runWithDependencies(file: string, fileArguments: string[]): void;
export function complainAboutNode(version: string): string | undefined;
export function dependenciesAreCurrent(wanted: Lock | undefined, installed: Lock | undefined): boolean;
export function explainInstallFailure(output: string): string;
