import { extendCallDigest } from '../domain/call-digest.ts';
import type { ProviderWindow } from '../providers/provider.ts';
import type { RunTrail } from '../storage/audit/run-entry.ts';

/** What the audit log tells of a run's calls: over which days they went, and a digest that holds it against them. */
export interface CallTrail {
	note(window: ProviderWindow, status: string, bytes: number): void;
	keep(): KeptTrail;
}

export type KeptTrail = RunTrail;

/** @param kept of the run's earlier jobs */
export function createCallTrail(kept?: KeptTrail): CallTrail {
	let { digest, from, to }: KeptTrail = kept ?? { digest: null, from: null, to: null };

	return {
		note(window, status, bytes) {
			digest = extendCallDigest(digest, {
				api: window.measure,
				from: window.from,
				to: window.to,
				status,
				bytes,
			});
			if (from === null || window.from < from) from = window.from;
			if (to === null || window.to > to) to = window.to;
		},
		keep: () => ({ digest, from, to }),
	};
}
