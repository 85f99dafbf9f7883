import { describe, expect, it } from 'vitest';
import { consentEnd } from './duration.ts';

describe('the end of a consent', () => {
	it.each([
		['P1Y', '2027-11-23'],
		['P3Y', '2029-11-23'],
		['P36M', '2029-11-23'],
		['P1095D', '2029-11-22'],
		['P1Y4M', '2028-03-23'],
		['P2W', '2026-12-07'],
	])('%s ends on %s', (duration, end) => {
		expect(consentEnd(duration, '2026-11-23')).toBe(end);
	});

	it.each([
		['P3Y1D', 400, 'maximum_duration_exceeded'],
		['P37M', 400, 'maximum_duration_exceeded'],
		['P99999999999Y', 400, 'maximum_duration_exceeded'],
		['P-1Y', 400, 'invalid_duration_format'],
		['-P1Y', 400, 'invalid_duration_format'],
		['P', 400, 'invalid_duration_format'],
		['P0D', 400, 'invalid_duration_format'],
		['1 year', 400, 'invalid_duration_format'],
		['PT24H', 500, 'lincs-internal-server-error'],
		['P1DT1H', 500, 'lincs-internal-server-error'],
	])('%s is refused with %i %s', (duration, status, message) => {
		expect(() => consentEnd(duration, '2026-11-23')).toThrow(expect.objectContaining({ status, message }));
	});
});
