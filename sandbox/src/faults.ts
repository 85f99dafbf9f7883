import { z } from 'zod';
import { isDate } from './calendar.ts';
import { operatorErrorCodes, type OperatorErrorCode } from './enedis/operator-errors.ts';

const daySchema = z.string().refine(isDate, 'must be a day, YYYY-MM-DD');
const hourSchema = z.int().min(0).max(23);
const stepSchema = z.literal([5, 10, 15, 30, 60]);

/** What can go wrong with a meter's measures; all of it has been seen or is documented at the operator. */
export const faultsSchema = z.strictObject({
	/** days published so many days after the usual morning */
	lateDays: z.array(z.strictObject({ day: daySchema, byDays: z.int().min(1) })).default([]),
	/** days that no measure has */
	missingDays: z.array(daySchema).default([]),
	/** local hours that the curve lacks; the day's total is whole, as it comes from the index */
	missingHours: z.array(z.strictObject({ day: daySchema, hour: hourSchema })).default([]),
	/** the curve's step from a local hour on, until the next change */
	stepChanges: z
		.array(z.strictObject({ day: daySchema, hour: hourSchema.default(0), stepMinutes: stepSchema }))
		.default([]),
	/** values that are null: those of an hour of the curve, or without an hour all of the day's */
	nullValues: z.array(z.strictObject({ day: daySchema, hour: hourSchema.optional() })).default([]),
	order: z.enum(['time', 'reversed', 'shuffled']).default('time'),
	/** every point twice */
	isDoubled: z.boolean().default(false),
	isOctetStream: z.boolean().default(false),
	/** 200 with a body that no documentation knows */
	isUnknownShape: z.boolean().default(false),
	/** days whose values are others from now on, in every measure but the index */
	corrections: z
		.array(
			z.union([
				z.strictObject({ day: daySchema, factor: z.number().min(0).max(100) }),
				z.strictObject({ day: daySchema, energyWh: z.int().min(0) }),
			]),
		)
		.default([]),
	/**
	 * why the holder's consent does not do: 0061, 0007 and 0008 for every call, 0009 for days before the consent,
	 * 0075 for the curve alone
	 */
	refusal: z
		.enum(['ADAM-DC-0007', 'ADAM-DC-0008', 'ADAM-DC-0009', 'ADAM-ERR0061', 'ADAM-ERR0075'])
		.nullable()
		.default(null),
	/** what the next calls of any measure get */
	nextCalls: z
		.strictObject({ calls: z.int().min(1), error: z.enum(operatorErrorCodes) })
		.nullable()
		.default(null),
});

export type Faults = z.infer<typeof faultsSchema>;

/** The faults of each PRM, in memory only. */
export interface FaultStore {
	of(pointId: string): Faults;
	/** Replaces all faults of the PRM. */
	set(pointId: string, faults: Faults): void;
	clear(pointId: string): void;
	/** The error that a call of the PRM gets, if any; counts the call. */
	takeError(pointId: string): OperatorErrorCode | null;
}

export function createFaultStore(): FaultStore {
	const byPoint = new Map<string, Faults>();
	const none = faultsSchema.parse({});
	const of = (pointId: string): Faults => byPoint.get(pointId) ?? none;

	return {
		of,
		set: (pointId, faults) => void byPoint.set(pointId, faults),
		clear: (pointId) => void byPoint.delete(pointId),
		takeError: (pointId) => {
			const { nextCalls, ...others } = of(pointId);
			if (!nextCalls) return null;
			const { calls, error } = nextCalls;
			byPoint.set(pointId, { ...others, nextCalls: calls > 1 ? { calls: calls - 1, error } : null });

			return error;
		},
	};
}
