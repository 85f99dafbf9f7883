/** Why a file cannot be read at all; nothing of it is stored. */
export class FileError extends Error {
	readonly kind: 'layout' | 'other_point';

	constructor(kind: FileError['kind'], message: string) {
		super(message);
		this.name = 'FileError';
		this.kind = kind;
	}
}

/**
 * The layout is none that is known.
 *
 * @param found names of columns only, never values: they may be a person's
 */
export function unknownLayout(found: readonly string[]): FileError {
	const what = found.length > 0 ? `columns ${found.join(', ')}` : 'no table';

	return new FileError(
		'layout',
		`The file has ${what}; expected is an Enedis export as CSV with Horodate and Valeur, Début, Fin and Valeur, ` +
			'Date and Valeur (en kWh), or Horodate and EAS T',
	);
}
