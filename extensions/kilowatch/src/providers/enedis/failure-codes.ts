import type { FailureClass } from '../provider.ts';

interface KnownFailure {
	class: FailureClass;
	message: string;
}

const beforeActivation = 'Enedis has no data from before the meter was last put into service';
const beforeHistory = 'Enedis does not keep data that far back';
const windowTooLong = 'Enedis gives fewer days of the load curve at a time than were asked for';
const noMeasure =
	'Enedis has no measure for these days: not yet published, a hole, or the holder has not switched on the collection of the load curve';

/** What Enedis' own codes mean, whichever status they come with below 500. */
export const failureOfCode: Readonly<Record<string, KnownFailure>> = {
	'ADAM-ERR0123': { class: 'bad_request', message: beforeActivation },
	'ADAM-ERR0125': { class: 'bad_request', message: beforeHistory },
	'ADAM-DC-0016': { class: 'bad_request', message: beforeHistory },
	'ADAM-DC-0009': { class: 'bad_request', message: 'Enedis gives nothing from before the consent began' },
	'ADAM-ERR0126': { class: 'bad_request', message: windowTooLong },
	'ADAM-DC-0015': { class: 'bad_request', message: windowTooLong },
	'ADAM-ERR0069': { class: 'bad_request', message: 'The meter does not measure in this direction' },
	// the holder can change that, and the daily totals are not concerned: so neither for ever, nor a broken consent
	'ADAM-ERR0075': { class: 'no_data', message: 'The holder objected to the recording of the load curve' },
	'ADAM-ERR0061': {
		class: 'consent',
		message: 'Enedis does not know the holder as the holder of this meter',
	},
	'ADAM-DC-0007': { class: 'consent', message: 'The holder has left this metering point' },
	'ADAM-DC-0008': {
		class: 'consent',
		message: 'Enedis finds no consent for this meter: withdrawn or expired',
	},
	unauthorized_user: { class: 'bad_request', message: 'Enedis does not let us read this resource' },
	no_data_found: { class: 'no_data', message: noMeasure },
	'STM-ERR-0000014': { class: 'no_data', message: noMeasure },
	'STM-ERR-0000019': { class: 'no_data', message: noMeasure },
	'STM-ERR-0000020': { class: 'no_data', message: noMeasure },
};

/**
 * Codes that say "nothing older than this", all of class `bad_request`. Each is taken for the measure it answered: a
 * roof may be in service for less long than the building below it.
 */
export const historyFloorCodes: readonly string[] = [
	'ADAM-ERR0123',
	'ADAM-ERR0125',
	'ADAM-DC-0016',
	'ADAM-DC-0009',
];
