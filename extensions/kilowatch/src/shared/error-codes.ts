/** Stable codes of the errors that Kilowatch's routes, filters and operations answer. Texts may change, codes do not. */
export const errorCodes = {
	/** a value that cannot be true for its metric */
	implausibleValue: 'KILOWATCH_IMPLAUSIBLE_VALUE',
	/** a reading whose id does not say what its timestamp and channel say, or whose stamp has a fraction of a second */
	readingKey: 'KILOWATCH_READING_KEY',
	/** a reading older than what is kept: its chunk is dropped already and must not come back */
	beyondRetention: 'KILOWATCH_BEYOND_RETENTION',
	/** a write that the collection's rules forbid: readings by filter, audit rows, devices and buildings with readings */
	protected: 'KILOWATCH_PROTECTED',
	/** the request does not have the form the route asks for */
	invalidRequest: 'KILOWATCH_INVALID_REQUEST',
	/** the provider is not configured on this server */
	providerOff: 'KILOWATCH_PROVIDER_OFF',
	/** a point id that the provider cannot have */
	pointId: 'KILOWATCH_POINT_ID',
	/** the same meter is already connected, here or in another building */
	conflict: 'KILOWATCH_CONFLICT',
	/** the consent cannot be started or finished: unknown, used, too late, or from another browser */
	consentState: 'KILOWATCH_CONSENT_STATE',
	/** lines of a file of meters are refused, so none of it is stored; a dry run names each */
	linesRefused: 'KILOWATCH_LINES_REFUSED',
	/** the user cannot be a building's manager: unknown, not active, or without a right to see buildings */
	noManager: 'KILOWATCH_NO_MANAGER',
	/** the file is none of the layouts that are known; nothing of it is stored */
	fileLayout: 'KILOWATCH_FILE_LAYOUT',
	/** the file is another meter's: its PRM is not the device's; nothing of it is stored */
	otherPoint: 'KILOWATCH_OTHER_POINT',
	/** the file is larger than this server takes */
	fileTooLarge: 'KILOWATCH_FILE_TOO_LARGE',
	/** the body is neither a file nor a form with one */
	fileMissing: 'KILOWATCH_FILE_MISSING',
	/** the device is no electricity meter */
	otherDevice: 'KILOWATCH_OTHER_DEVICE',
	/** a workbook of more rows than a sheet can have: ask for less, or for CSV */
	exportTooLarge: 'KILOWATCH_EXPORT_TOO_LARGE',
	/** `PUBLIC_URL` is no full address, so no link can be given away */
	publicUrl: 'KILOWATCH_PUBLIC_URL',
	/** settings of alerts that are none, or contradict each other or the portfolio’s */
	alertSettings: 'KILOWATCH_ALERT_SETTINGS',
	/** the schema is not there: migrations failed or are left to the operator */
	notInstalled: 'KILOWATCH_NOT_INSTALLED',
} as const;

export type ErrorCode = (typeof errorCodes)[keyof typeof errorCodes];
