import { auditCode, type AuditEntry } from '../../domain/audit-entry.ts';
import type { EndedRun } from '../sync-runs.ts';

/** What is kept of a run's calls, as far as the log tells it. */
export interface RunTrail {
	digest: string | null;
	/** local dates; `to` is not included */
	from: string | null;
	to: string | null;
}

/**
 * The one entry of a run that has ended.
 *
 * @param trail of its calls; left out where the process that made the last ones is gone: those kept with the run
 */
export function runEntry(ended: EndedRun, trail?: RunTrail): AuditEntry {
	const kept = trail ?? (ended.progress as { trail?: RunTrail } | null)?.trail;

	return {
		device: ended.device,
		actor: { kind: ended.trigger === 'manual' ? 'user' : 'system' },
		action: 'sync.finished',
		purpose: 'consumption',
		details: {
			provider: ended.provider,
			trigger: ended.trigger,
			status: ended.status,
			error_code: ended.errorCode === null ? null : auditCode(ended.errorCode),
			from: kept?.from ?? null,
			to: kept?.to ?? null,
			windows: ended.windowsDone,
			calls: ended.providerCalls,
			rows_written: ended.rowsWritten,
			calls_digest: kept?.digest ?? null,
		},
	};
}
