import type { Episode } from './episode.ts';
import { severities, type Severity } from './rule-names.ts';
import type { AlertSettings } from './settings.ts';

/** How bad an episode is: of the plain rule by how far it lies above the average, of others by what it costs and how long it lasts. */
export function severityOf(
	{ rule, observed, expected, days, findings }: Omit<Episode, 'severity'>,
	settings: AlertSettings,
): Severity {
	if (rule === 'above-average') {
		const { major, critical } = settings['above-average'].factors;
		const factor = Math.max(
			...findings.map((finding) => (finding.observed ?? 0) / (finding.expected ?? Infinity)),
		);

		return grade(factor >= major, factor >= critical);
	}
	const { eurosPerKwh, major, critical } = settings.severity;
	const isOfCost = !rule.startsWith('data-') && rule !== 'subscribed-power';
	const euros = isOfCost ? ((observed ?? 0) - (expected ?? 0)) * eurosPerKwh : 0;
	const byCostAndDays = grade(
		euros >= major.euros || days >= major.days,
		euros >= critical.euros || days >= critical.days,
	);

	// Readings of another size spoil every sum that they are part of.
	return rule === 'data-unit' ? worse(byCostAndDays, 'major') : byCostAndDays;
}

function grade(isMajor: boolean, isCritical: boolean): Severity {
	if (isCritical) return 'critical';

	return isMajor ? 'major' : 'minor';
}

function worse(one: Severity, other: Severity): Severity {
	return severities.indexOf(one) > severities.indexOf(other) ? one : other;
}
