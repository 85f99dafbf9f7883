/** How often one of an operator's APIs may be called, by all processes together. */
export interface CallLimit {
	/** the provider and its API: `enedis/mesure_synchrone_auto` */
	name: string;
	/** calls that are spread evenly over each second */
	callsPerSecond: number;
	/** calls in any sixty minutes */
	callsPerHour: number;
}
