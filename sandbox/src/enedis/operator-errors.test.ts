import { expect, it } from 'vitest';
import { operatorRefusal, type OperatorErrorCode } from './operator-errors.ts';

it.each<[OperatorErrorCode, number]>([
	['ADAM-ERR0061', 400],
	['ADAM-ERR0069', 400],
	['ADAM-ERR0123', 400],
	['ADAM-DC-0016', 400],
	['ADAM-DC-0007', 403],
	['ADAM_DC_0008', 403],
	['unauthorized_user', 403],
	['no_data_found', 404],
	['STM-ERR-0000019', 404],
	['Quota Q4 reached', 429],
	['ADAM-DC-0500', 500],
	['technical_error', 500],
	['unavailable_as_text', 503],
])('%s comes with status %d', (code, status) => {
	expect(operatorRefusal(code).status).toBe(status);
});
