/**
 * What a building or a device used, hour by hour on its local clock: 24 cells a day, whatever the clock did. It is all that rules
 * see of a series, so they judge a file, a database and a test alike.
 */
export interface HourGrid {
	/** `YYYY-MM-DD`, of the first 24 cells */
	firstDate: string;
	/** whole days, one after the other */
	days: number;
	/** kWh in each hour, `NaN` where it is not known whole */
	kwh: Float64Array;
}

export const HOURS_PER_DAY = 24;
