/** How long the operator's page may take: afterwards its answer is not accepted any more. */
const CONSENT_PAGE_MS = 15 * 60_000;

/**
 * Whether a consent that is still pending should have come back long ago, so that people are told what may be in its way.
 *
 * @param requestedAt `undefined` where the caller may not know it; then it may be long ago
 */
export function isOverdue(requestedAt: string | undefined, nowMs: number): boolean {
	return requestedAt === undefined || nowMs - Date.parse(requestedAt) > CONSENT_PAGE_MS;
}
