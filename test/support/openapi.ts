import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface OpenApiDocument {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, unknown> };
}

interface Operation {
	responses: Record<string, { content?: Record<string, unknown> }>;
}

/** An answer to hold against the document. */
export interface RealAnswer {
	method: string;
	/** as the document has it: `/kilowatch/buildings/{building}` */
	path: string;
	status: number;
	/** without parameters */
	type: string | undefined;
	/** of JSON the parsed value */
	body: unknown;
}

/**
 * Tells what of an answer the document does not say. Properties that are not in it are mistakes here, though clients
 * must bear them.
 */
export function openApiChecker(document: OpenApiDocument): (answer: RealAnswer) => string[] {
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	const closed = structuredClone(document);
	for (const [name, schema] of Object.entries(closed.components.schemas)) {
		if (name !== 'Errors') close(schema);
	}
	ajv.addSchema(closed, 'document');

	return ({ method, path, status, type, body }) => {
		const operation = document.paths[path]?.[method];
		if (!operation) return [`${method} ${path} is not in the document`];
		const response = operation.responses[status];
		if (!response) return [`${method} ${path} is not said to answer ${status}`];
		if (!response.content) return [];
		if (type === undefined || !(type in response.content)) {
			return [`${method} ${path} is not said to answer ${status} with ${type}`];
		}
		if (type !== 'application/json') return [];

		const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
		const reference = `document#/${pointer.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/')}`;
		const validate = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
		if (validate(body) === true) return [];

		return (validate.errors ?? []).map(
			({ instancePath, message, params }) =>
				`${method} ${path} ${status}${instancePath}: ${message} ${JSON.stringify(params)}`,
		);
	};
}

/** Forbids properties that are not named, in a schema and all that is in it. */
function close(schema: unknown): void {
	if (Array.isArray(schema)) schema.forEach(close);
	else if (typeof schema === 'object' && schema !== null) {
		const open = schema as Record<string, unknown>;
		Object.values(open).forEach(close);
		if (typeof open.properties === 'object' && open.type === 'object') open.additionalProperties ??= false;
	}
}
