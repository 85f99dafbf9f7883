import { IANAZone } from 'luxon';

/** A building of an adopted collection may have no zone yet. */
const DEFAULT_TIME_ZONE = 'Europe/Paris';

/** One that is mistyped does not keep a building from its alerts. */
export function usableZone(timeZone: string | null): string {
	return timeZone !== null && IANAZone.isValidZone(timeZone) ? timeZone : DEFAULT_TIME_ZONE;
}
