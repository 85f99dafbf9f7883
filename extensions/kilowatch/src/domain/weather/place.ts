/** Where temperatures are asked for, as exactly as anybody outside is told. */
export interface Place {
	/** decimal degrees, two decimals: about a kilometre, which is finer than any weather model and no house */
	latitude: number;
	longitude: number;
	/** whose days the temperatures are of */
	timeZone: string;
}

/** A name for it, the same for all buildings that stand there. */
export function placeKey({ latitude, longitude, timeZone }: Place): string {
	return `${latitude} ${longitude} ${timeZone}`;
}
