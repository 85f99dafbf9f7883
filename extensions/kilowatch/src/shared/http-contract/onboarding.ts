/** HTTP contract: many meters at once. Names and units: `README.md`. */
import type { BuildingKey } from './buildings.ts';

/**
 * `POST /kilowatch/onboarding?dry_run=true`: many meters at once. The body is a CSV with a header line: `building` (key or
 * name), `provider`, `point_id`, `label`, `scopes` (with blanks between), `personal` (yes/no), `email`, `language`. All lines or
 * none: with a refused line a dry run tells of every line, and a real one is an error that changes nothing.
 */
export interface OnboardingAnswer {
	data: OnboardingLine[];
	meta: { dry_run: boolean; ready: number; refused: number };
}

export interface OnboardingLine {
	/** in the file, from 1; the header is 1 */
	line: number;
	building: { id: BuildingKey; name: string } | null;
	/** as written, as the point id and the label are */
	provider: string;
	point_id: string | null;
	label: string | null;
	/**
	 * `new`: connected and invited; `known`: asked for already, a new link; `connected`: its holder has consented already, and
	 * nothing changes; `refused`: see `code` and `message`
	 */
	verdict: 'new' | 'known' | 'connected' | 'refused';
	code: OnboardingRefusal | null;
	/** for who reads the answer itself; the app words the code */
	message: string | null;
	device: string | null;
	/** the holder's link; not of a dry run */
	invitation_url: string | null;
	/** whether it went to the address in the line; of a dry run, whether there is one */
	sent: boolean;
}

/** Why a line is refused. `building` is one that does not exist as well as one that the caller may not change. */
export type OnboardingRefusal =
	| 'unreadable'
	| 'building'
	| 'building_ambiguous'
	| 'provider'
	| 'provider_off'
	| 'point_id'
	| 'point_id_shortened'
	| 'label'
	| 'scopes'
	| 'personal'
	| 'email'
	| 'language'
	| 'twice'
	| 'connected_elsewhere';
