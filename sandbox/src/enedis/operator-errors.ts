import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from './refusal.ts';

/** What the operator's measure services answer by name, with the status each of them comes with. */
const operatorErrors = {
	'ADAM-ERR0061': [400, 'The seeker is not recognized as the actual meter holder'],
	'ADAM-ERR0069': [400, 'Le sens de la mesure ne correspond pas pour le PRM demandé'],
	'ADAM-ERR0075': [400, 'The customer objected to the load curve recording'],
	'ADAM-ERR0123': [400, "The requested period cannot be anterior to the meter's last activation date"],
	'ADAM-ERR0125': [400, 'The start date must be greater than the history deadline'],
	'ADAM-ERR0126': [400, 'The requested period must be less than 7 days for an access to the load curve'],
	'ADAM-DC-0015': [400, 'The requested period must be less than 7 days for an access to the load curve'],
	'ADAM-DC-0016': [400, 'The start date must be greater than the history deadline'],
	'ADAM-DC-0007': [403, 'The customer is not owner of this usage point.'],
	'ADAM-DC-0008': [403, 'No consent can be found for this customer and this usage point.'],
	ADAM_DC_0008: [403, 'No consent can be found for this customer and this usage point.'],
	'ADAM-DC-0009': [403, 'The start date of the request must be greater than the consent start date.'],
	unauthorized_user: [403, 'user is not authorized to access this resource'],
	no_data_found: [404, 'no measure found for this usage point'],
	'STM-ERR-0000014': [404, 'no measure found for this usage point'],
	'STM-ERR-0000019': [404, 'Unknown or unauthorized user.'],
	'STM-ERR-0000020': [404, 'no measure found for this usage point'],
	'Quota Q3 reached': [429, 'Call threshold allowed on 0:00:01'],
	'Quota Q4 reached': [429, 'Call threshold allowed on 1:00:00'],
	'ADAM-DC-0500': [500, 'Technical error. Please try later.'],
	'STM-ERR-0000001': [500, "Problème technique dans l'interrogation du SI coeur"],
	technical_error: [500, 'Technical error. Please try later.'],
	/** these two have no body in JSON */
	internal_error_as_text: [500, 'Internal Server error'],
	unavailable_as_text: [503, 'Service unavailable'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type OperatorErrorCode = keyof typeof operatorErrors;

export const operatorErrorCodes = Object.keys(operatorErrors) as [OperatorErrorCode, ...OperatorErrorCode[]];

/** The operator's answer of this name. */
export function operatorRefusal(code: OperatorErrorCode): Refusal {
	const [status, description] = operatorErrors[code];

	return new Refusal(status, code, description, code.endsWith('_as_text') ? 'text' : 'error');
}
