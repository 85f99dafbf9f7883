/** Made by `npm run generate` from `shared/http-contract/`: change the types there, not this file. */
import type { ContractSchema } from './contract-schema.ts';

export const contractSchemas = {
	AcknowledgeRequest: {
		type: 'object',
		properties: {
			comment: { type: ['string', 'null'], description: 'null takes it away; left out: as it is' },
		},
		description: '`POST /kilowatch/alerts/:alert/acknowledge`',
	},
	Alert: {
		type: 'object',
		properties: {
			id: { type: 'string' },
			building: { $ref: '#/components/schemas/BuildingKey' },
			building_name: { type: ['string', 'null'] },
			device: { type: ['string', 'null'] },
			label: { type: ['string', 'null'] },
			rule: { $ref: '#/components/schemas/AlertRule' },
			rules: {
				type: 'array',
				items: { $ref: '#/components/schemas/AlertRule' },
				description: 'all rules that found something of it, the first one first',
			},
			severity: { $ref: '#/components/schemas/Severity' },
			status: { $ref: '#/components/schemas/AlertStatus' },
			from: { type: 'string' },
			until: { type: ['string', 'null'], description: 'end of the last day or hour that it speaks of' },
			days: { type: ['number', 'null'] },
			observed: {
				type: ['number', 'null'],
				description: 'Wh; VA of `subscribed-power`, hours of `data-missing`',
			},
			expected: { type: ['number', 'null'] },
			ratio: { type: ['number', 'null'] },
			energy_wh: { type: ['number', 'null'] },
			cost_euros: { type: ['number', 'null'] },
			kgco2: { type: ['number', 'null'] },
			explanation: {
				anyOf: [
					{ $ref: '#/components/schemas/AlertExplanation' },
					{ $ref: '#/components/schemas/StateExplanation' },
					{ type: 'null' },
				],
			},
			sentences: {
				type: 'array',
				items: { type: 'string' },
				description: 'in the language that was asked for',
			},
			created_at: { type: 'string' },
			closed_at: { type: ['string', 'null'] },
			close_reason: { anyOf: [{ $ref: '#/components/schemas/CloseReason' }, { type: 'null' }] },
			acknowledged_at: { type: ['string', 'null'] },
			acknowledged_by: { type: ['string', 'null'] },
			verdict: { anyOf: [{ $ref: '#/components/schemas/Verdict' }, { type: 'null' }] },
			verdict_at: { type: ['string', 'null'] },
			verdict_by: { type: ['string', 'null'] },
			comment: { type: ['string', 'null'] },
			is_coarse: {
				type: 'boolean',
				description: "told by the day alone, for its meter is a natural person's",
			},
			may_update: { type: 'boolean' },
		},
		required: [
			'id',
			'building',
			'building_name',
			'device',
			'label',
			'rule',
			'rules',
			'severity',
			'status',
			'from',
			'until',
			'days',
			'observed',
			'expected',
			'ratio',
			'energy_wh',
			'cost_euros',
			'kgco2',
			'explanation',
			'created_at',
			'closed_at',
			'close_reason',
			'acknowledged_at',
			'acknowledged_by',
			'verdict',
			'verdict_at',
			'verdict_by',
			'comment',
			'is_coarse',
			'may_update',
		],
	},
	AlertChangeAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: { id: { type: 'string' }, changed: { type: 'boolean' } },
				required: ['id', 'changed'],
			},
		},
		required: ['data'],
		description: 'Answer of both.',
	},
	AlertDay: {
		type: 'object',
		properties: {
			date: { type: 'string', description: 'local' },
			wh: { type: ['number', 'null'], description: 'null where the day is not known' },
		},
		required: ['date', 'wh'],
	},
	AlertExcess: {
		type: 'object',
		properties: {
			average_wh: { type: 'number', description: 'of one day, on average of the four weeks before' },
			observed_wh: { type: 'number', description: 'of all days with findings together' },
			excess_wh: { type: 'number' },
			parts: {
				type: 'object',
				properties: {
					weekday_wh: {
						type: 'number',
						description: 'these weekdays use as much more, or less, in other weeks, too',
					},
					cold_wh: {
						type: ['number', 'null'],
						description: 'it was colder than in the weeks before; null where the weather is not known',
					},
					night_wh: {
						type: ['number', 'null'],
						description: "the hours from 0 to 6 o'clock used more than before; null where that is not told",
					},
					unexplained_wh: { type: 'number' },
				},
				required: ['weekday_wh', 'cold_wh', 'night_wh', 'unexplained_wh'],
				description: 'they make `excess_wh` together',
			},
		},
		required: ['average_wh', 'observed_wh', 'excess_wh', 'parts'],
		description:
			'What the days with findings used more than an average day of the four weeks before, and what of that comes from where.',
	},
	AlertExplanation: {
		type: 'object',
		properties: {
			from: {
				type: 'string',
				description: 'local dates of the first day and of the one after the last with a finding',
			},
			to: { type: 'string' },
			days: { type: 'number', description: 'days with findings' },
			completeness: {
				type: 'number',
				description: 'of the hours of these days, the share that is known, 0 to 1',
			},
			excess: {
				anyOf: [{ $ref: '#/components/schemas/AlertExcess' }, { type: 'null' }],
				description: 'null where there is nothing to compare, as of missing data',
			},
			day: {
				anyOf: [{ $ref: '#/components/schemas/AlertDay' }, { type: 'null' }],
				description:
					'the last day with a finding, and the same weekday of the four weeks before, the latest first',
			},
			former_weeks: { type: 'array', items: { $ref: '#/components/schemas/AlertDay' } },
			cost: {
				anyOf: [
					{
						type: 'object',
						properties: { euros: { type: 'number' }, euros_per_kwh: { type: 'number' } },
						required: ['euros', 'euros_per_kwh'],
					},
					{ type: 'null' },
				],
				description: 'an estimate: what was used above what was expected, at a price that the settings say',
			},
			kgco2: { type: ['number', 'null'], description: 'not known yet' },
			evidence: {
				anyOf: [{ type: 'object', additionalProperties: { type: 'number' } }, { type: 'null' }],
				description:
					'numbers of the rule that found it first, of the last day, by their names; null where they are not told',
			},
			hours: {
				anyOf: [
					{
						type: 'object',
						properties: { from: { type: 'string' }, until: { type: 'string' } },
						required: ['from', 'until'],
					},
					{ type: 'null' },
				],
				description: "clock of the last day's finding, `HH:MM`; null where it is a whole day, or not told",
			},
		},
		required: [
			'from',
			'to',
			'days',
			'completeness',
			'excess',
			'day',
			'former_weeks',
			'cost',
			'kgco2',
			'evidence',
			'hours',
		],
		description:
			'Why an alert came, in facts: `shared/alert-texts/` makes sentences of them. `iot_alerts.explanation` has it as it is here.',
	},
	AlertRule: {
		anyOf: [{ $ref: '#/components/schemas/RuleName' }, { $ref: '#/components/schemas/StateRule' }],
	},
	AlertSettings: {
		type: 'object',
		properties: {
			'above-average': {
				type: 'object',
				properties: {
					enabled: { type: 'boolean' },
					factors: {
						type: 'object',
						properties: {
							minor: { type: 'number' },
							major: { type: 'number' },
							critical: { type: 'number' },
						},
						required: ['minor', 'major', 'critical'],
						description: '`minor` is the threshold; the others make it worse',
					},
					baseline: {
						type: 'string',
						enum: ['all-days', 'same-weekday'],
						description: 'which past days make the average: all of the window, or those of the same weekday',
					},
					windowDays: {
						type: 'number',
						description: 'how far back they reach; same weekdays need at least two weeks of it',
					},
					floorKwh: { type: 'number' },
				},
				required: ['enabled', 'factors', 'baseline', 'windowDays', 'floorKwh'],
				description: 'more than so many times the average; the judged day is never part of its own average',
			},
			'day-surge': {
				type: 'object',
				properties: {
					enabled: { type: 'boolean' },
					score: {
						type: 'number',
						description: 'how many usual spreads the parts must lie above what is usual',
					},
					factor: { type: 'number', description: 'and how much the whole day' },
					floorKwh: { type: 'number' },
				},
				required: ['enabled', 'score', 'factor', 'floorKwh'],
				description: 'most parts of a day lie above what is usual for them',
			},
			'night-base-load': {
				type: 'object',
				properties: {
					enabled: { type: 'boolean' },
					score: { type: 'number' },
					factor: { type: 'number' },
					fromHour: { type: 'number', description: 'of the local clock; `untilHour` is not included' },
					untilHour: { type: 'number' },
					floorKwh: { type: 'number' },
				},
				required: ['enabled', 'score', 'factor', 'fromHour', 'untilHour', 'floorKwh'],
				description: 'the hours after midnight use more than usual',
			},
			'week-drift': {
				type: 'object',
				properties: {
					enabled: { type: 'boolean' },
					score: { type: 'number' },
					factor: { type: 'number' },
					floorKwh: { type: 'number' },
				},
				required: ['enabled', 'score', 'factor', 'floorKwh'],
				description: 'several days in a row lie a little above what is usual',
			},
			'short-spike': {
				type: 'object',
				properties: {
					enabled: { type: 'boolean' },
					score: { type: 'number' },
					factor: { type: 'number', description: 'how much an hour must stand out of the hours around it' },
					hours: { type: 'number', description: 'the longest that counts as short' },
					floorKwh: { type: 'number' },
				},
				required: ['enabled', 'score', 'factor', 'hours', 'floorKwh'],
				description: 'an hour or a few stand out of their day',
			},
			'subscribed-power': {
				type: 'object',
				properties: { enabled: { type: 'boolean' }, factor: { type: 'number' } },
				required: ['enabled', 'factor'],
				description: 'the mean power of an hour lies above the subscribed power; only where that is known',
			},
			'data-missing': {
				type: 'object',
				properties: { enabled: { type: 'boolean' }, hours: { type: 'number' } },
				required: ['enabled', 'hours'],
				description: '`hours` in a row, from which on it is told',
			},
			'data-zero': {
				type: 'object',
				properties: { enabled: { type: 'boolean' }, hours: { type: 'number' } },
				required: ['enabled', 'hours'],
			},
			'data-flat': {
				type: 'object',
				properties: { enabled: { type: 'boolean' }, hours: { type: 'number' } },
				required: ['enabled', 'hours'],
			},
			'data-unit': {
				type: 'object',
				properties: { enabled: { type: 'boolean' }, factor: { type: 'number' } },
				required: ['enabled', 'factor'],
				description: 'so many times what is usual, or less than one part of it: another unit, probably',
			},
			episodes: {
				type: 'object',
				properties: {
					normalDays: {
						type: 'number',
						description: 'known days without a finding after which normal has returned',
					},
					coolDownDays: {
						type: 'number',
						description: 'findings within so many days of an end go on with the old alert',
					},
				},
				required: ['normalDays', 'coolDownDays'],
				description: 'when findings of several days are one alert',
			},
			severity: {
				type: 'object',
				properties: {
					eurosPerKwh: { type: 'number' },
					major: {
						type: 'object',
						properties: { euros: { type: 'number' }, days: { type: 'number' } },
						required: ['euros', 'days'],
					},
					critical: {
						type: 'object',
						properties: { euros: { type: 'number' }, days: { type: 'number' } },
						required: ['euros', 'days'],
					},
				},
				required: ['eurosPerKwh', 'major', 'critical'],
				description: 'at which cost, or after how many days, an alert is worse',
			},
		},
		required: [
			'above-average',
			'day-surge',
			'night-base-load',
			'week-drift',
			'short-spike',
			'subscribed-power',
			'data-missing',
			'data-zero',
			'data-flat',
			'data-unit',
			'episodes',
			'severity',
		],
		description: 'All that can be set about alerts, of the portfolio or of a building.',
	},
	AlertSettingsAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					own: {
						$ref: '#/components/schemas/PartialAlertSettings',
						description: 'what this building, or the portfolio, says itself',
					},
					settings: { $ref: '#/components/schemas/AlertSettings', description: 'what is in force' },
				},
				required: ['own', 'settings'],
			},
		},
		required: ['data'],
		description:
			'`GET` and `POST /kilowatch/buildings/:building/alert-settings`, `GET` and `POST /kilowatch/alert-settings`',
	},
	AlertSettingsRequest: {
		type: 'object',
		properties: {
			settings: { anyOf: [{ $ref: '#/components/schemas/PartialAlertSettings' }, { type: 'null' }] },
		},
		required: ['settings'],
		description: 'What is to be otherwise, in place of what was; null: nothing.',
	},
	AlertStatus: { type: 'string', enum: ['open', 'acknowledged', 'closed'] },
	AlertsAnswer: {
		type: 'object',
		properties: {
			data: { type: 'array', items: { $ref: '#/components/schemas/Alert' } },
			meta: {
				type: 'object',
				properties: { next_cursor: { type: ['string', 'null'] } },
				required: ['next_cursor'],
			},
		},
		required: ['data', 'meta'],
		description: '`GET /kilowatch/alerts`',
	},
	AnyReading: {
		anyOf: [
			{ $ref: '#/components/schemas/RawReading' },
			{ $ref: '#/components/schemas/ReadingSeries' },
			{ $ref: '#/components/schemas/HourReading' },
			{ $ref: '#/components/schemas/DayReading' },
			{ $ref: '#/components/schemas/MonthReading' },
			{ $ref: '#/components/schemas/SumReading' },
		],
	},
	ApiCircuit: {
		type: 'object',
		properties: {
			api: { type: 'string', description: '`enedis/mesure_synchrone_auto`' },
			state: {
				type: 'string',
				enum: ['closed', 'open', 'half_open'],
				description:
					'`open`: it did not answer several calls on end, and is not called before then; `half_open`: the next call tries it',
			},
			open_until: { type: ['string', 'null'] },
		},
		required: ['api', 'state', 'open_until'],
	},
	BuildingAnswer: {
		type: 'object',
		properties: { data: { $ref: '#/components/schemas/BuildingDetail' } },
		required: ['data'],
		description: '`GET /kilowatch/buildings/:building`',
	},
	BuildingCosts: {
		type: 'object',
		properties: {
			total: { $ref: '#/components/schemas/CostFigures', description: 'to the cent' },
			rows: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						at: { type: 'string' },
						energy_wh: {
							type: ['number', 'null'],
							description: "of the meters' known days, costed or not; null where none is known",
						},
						co2_kg: {
							type: ['number', 'null'],
							description: 'of the same days; null where none is known or has a factor',
						},
						total_eur: { type: ['number', 'null'], description: 'null where no day has a price' },
						subscription_eur: {
							type: ['number', 'null'],
							description: 'for the time, also of days whose use is not known',
						},
						energy_eur: {
							type: ['number', 'null'],
							description: 'of the costed days, without taxes and VAT',
						},
						taxes_eur: { type: ['number', 'null'] },
						vat_eur: { type: ['number', 'null'] },
						is_gross: {
							type: 'boolean',
							description:
								'whether some of the prices are said with taxes and VAT: then those are in the energy and the subscription',
						},
						registers: {
							type: 'array',
							items: {
								type: 'object',
								properties: {
									register: { $ref: '#/components/schemas/Register' },
									energy_wh: { type: 'number' },
									energy_eur: { type: 'number' },
								},
								required: ['register', 'energy_wh', 'energy_eur'],
							},
							description: 'the costed energy, as it is priced',
						},
						days_costed: {
							type: 'number',
							description: 'of `days_expected` days of meters, those whose cost is all there',
						},
						days_estimated: { type: 'number', description: 'of these, those whose hours nobody knows' },
						days_expected: { type: 'number' },
					},
					required: [
						'at',
						'co2_kg',
						'days_costed',
						'days_estimated',
						'days_expected',
						'energy_eur',
						'energy_wh',
						'is_gross',
						'registers',
						'subscription_eur',
						'taxes_eur',
						'total_eur',
						'vat_eur',
					],
				},
				description:
					'days, months or years of which anything is in the period, in order; amounts with four decimals',
			},
			meters: {
				type: 'array',
				items: { $ref: '#/components/schemas/MeterCosts' },
				description: 'to the cent',
			},
		},
		required: ['total', 'rows', 'meters'],
	},
	BuildingDetail: {
		type: 'object',
		properties: {
			id: { $ref: '#/components/schemas/BuildingKey' },
			name: { type: 'string' },
			address: { type: ['string', 'null'] },
			city: { type: ['string', 'null'] },
			country: { type: ['string', 'null'] },
			timezone: { type: 'string' },
			floor_area: { type: ['number', 'null'] },
			dwellings: { type: ['number', 'null'] },
			may_update: { type: 'boolean', description: 'whether the caller may connect and sync meters here' },
			devices: { type: 'array', items: { $ref: '#/components/schemas/BuildingDevice' } },
			providers: {
				type: 'array',
				items: { $ref: '#/components/schemas/ProviderState' },
				description: 'providers that could be connected, and what an unconfigured one lacks',
			},
		},
		required: [
			'id',
			'name',
			'address',
			'city',
			'country',
			'timezone',
			'floor_area',
			'dwellings',
			'may_update',
			'devices',
			'providers',
		],
	},
	BuildingDevice: {
		type: 'object',
		properties: {
			id: { type: 'string' },
			device_type: { $ref: '#/components/schemas/DeviceType' },
			provider: { $ref: '#/components/schemas/ProviderName' },
			point_id: { type: ['string', 'null'], description: 'null until the operator named it' },
			label: { type: ['string', 'null'] },
			status: { $ref: '#/components/schemas/DeviceStatus' },
			personal: { type: 'boolean' },
			subscribed_power: { type: ['number', 'null'], description: 'kVA, from the contract' },
			channels: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						metric: { $ref: '#/components/schemas/Metric' },
						register: { $ref: '#/components/schemas/Register' },
						state: { $ref: '#/components/schemas/ChannelState' },
					},
					required: ['metric', 'register', 'state'],
				},
				description: 'the series it has; none until its consent was given',
			},
			load_curve: { $ref: '#/components/schemas/LoadCurveState' },
			coverage: {
				type: 'object',
				properties: {
					first_date: { type: ['string', 'null'] },
					last_date: { type: ['string', 'null'] },
					days_known: { type: 'number' },
					days_missing: { type: 'number' },
				},
				required: ['first_date', 'last_date', 'days_known', 'days_missing'],
				description:
					'totals and curve of the days asked for: how many days have either, and how many have neither',
			},
			last_sync_at: { type: ['string', 'null'] },
			last_reading_at: { type: ['string', 'null'] },
			consent: {
				anyOf: [
					{
						type: 'object',
						properties: {
							id: { type: 'string' },
							status: { $ref: '#/components/schemas/ConsentStatus' },
							scopes: { type: 'array', items: { $ref: '#/components/schemas/ConsentScope' } },
							valid_until: { type: ['string', 'null'] },
							is_awaited: {
								type: 'boolean',
								description:
									'the holder has given it, and the operator has yet to name the meter; it is asked again by itself',
							},
							end_reason: {
								anyOf: [{ $ref: '#/components/schemas/ConsentEndReason' }, { type: 'null' }],
								description: 'null while it lives',
							},
						},
						required: ['id', 'status', 'scopes', 'valid_until', 'is_awaited', 'end_reason'],
					},
					{ type: 'null' },
				],
			},
			renewal: {
				anyOf: [
					{
						type: 'object',
						properties: {
							id: { type: 'string' },
							scopes: { type: 'array', items: { $ref: '#/components/schemas/ConsentScope' } },
						},
						required: ['id', 'scopes'],
					},
					{ type: 'null' },
				],
				description: 'another consent, asked for while the one above lives; only where there is one',
			},
			invitation: {
				anyOf: [
					{
						type: 'object',
						properties: { expires_at: { type: 'string' }, opened_at: { type: ['string', 'null'] } },
						required: ['expires_at', 'opened_at'],
					},
					{ type: 'null' },
				],
				description: 'the link of a holder without an account; null where there is none that works',
			},
			last_run: { anyOf: [{ $ref: '#/components/schemas/SyncRunState' }, { type: 'null' }] },
		},
		required: [
			'id',
			'device_type',
			'provider',
			'point_id',
			'label',
			'status',
			'personal',
			'subscribed_power',
			'channels',
			'load_curve',
			'coverage',
			'last_sync_at',
			'last_reading_at',
			'consent',
			'renewal',
			'invitation',
			'last_run',
		],
	},
	BuildingForecast: {
		type: 'object',
		properties: {
			obstacle: {
				type: ['string', 'null'],
				enum: ['no_meters', 'too_few_days', 'no_recent_days', null],
				description:
					'why nothing is forecast: no meters, fewer than two weeks of known days, or none of the last 45 days; else null',
			},
			days: {
				type: 'array',
				items: { $ref: '#/components/schemas/ForecastedDay' },
				description: 'the next 30 days, today first; none with an obstacle',
			},
			month: {
				$ref: '#/components/schemas/ForecastedPeriod',
				description: 'the month and the year that are running, whole',
			},
			year: { $ref: '#/components/schemas/ForecastedPeriod' },
			methods: {
				type: 'array',
				items: { $ref: '#/components/schemas/ForecastShare' },
				description: 'the ways of forecasting that count, and how much, together 1',
			},
			basis: { $ref: '#/components/schemas/ForecastBasis' },
			track_record: { $ref: '#/components/schemas/ForecastRecord' },
		},
		required: ['obstacle', 'days', 'month', 'year', 'methods', 'basis', 'track_record'],
	},
	BuildingKey: {
		type: ['string', 'number'],
		description: 'Key of a building: uuid, or the integer of an adopted collection.',
	},
	BuildingStatistics: {
		type: 'object',
		properties: {
			total_wh: { type: ['number', 'null'], description: 'sum of the known days' },
			average: {
				type: 'object',
				properties: {
					day_wh: { type: ['number', 'null'] },
					month_wh: { type: ['number', 'null'] },
					year_wh: { type: ['number', 'null'] },
				},
				required: ['day_wh', 'month_wh', 'year_wh'],
				description: 'means of known days, scaled to a mean month and year of the calendar',
			},
			highest_day: {
				anyOf: [{ $ref: '#/components/schemas/StatisticsDay' }, { type: 'null' }],
				description: 'of equal days the first',
			},
			lowest_day: { anyOf: [{ $ref: '#/components/schemas/StatisticsDay' }, { type: 'null' }] },
			peak: {
				anyOf: [
					{
						type: 'object',
						properties: {
							power_w: { type: 'number' },
							at: { type: 'string' },
							duration_s: { type: 'number' },
						},
						required: ['power_w', 'at', 'duration_s'],
					},
					{ type: 'null' },
				],
				description: 'highest mean power of an interval or hour in which every meter is known',
			},
			highest_maximum: {
				anyOf: [
					{
						type: 'object',
						properties: {
							power_va: { type: 'number' },
							at: { type: ['string', 'null'] },
							date: { type: 'string' },
							device: { type: 'string' },
						},
						required: ['power_va', 'at', 'date', 'device'],
					},
					{ type: 'null' },
				],
				description:
					"the highest of the operator's own maxima, which are of one meter each and at an instant",
			},
			base_load_w: {
				type: ['number', 'null'],
				description: "the median of the days' lowest hours: what runs all the time",
			},
			load_factor: {
				type: ['number', 'null'],
				description: 'mean over peak of the known hours: 1 is a load that never changes',
			},
			day_and_night: {
				anyOf: [
					{
						type: 'object',
						properties: { day_wh: { type: 'number' }, night_wh: { type: 'number' } },
						required: ['day_wh', 'night_wh'],
					},
					{ type: 'null' },
				],
				description: "of the known hours; night is from 22 to 7 o'clock",
			},
			week: {
				anyOf: [
					{ type: 'array', items: { $ref: '#/components/schemas/StatisticsHourOfWeek' } },
					{ type: 'null' },
				],
				description:
					"168 cells, Monday 0 o'clock first; null where nothing finer than a day may be told or is known",
			},
			comparison: {
				type: 'object',
				properties: {
					previous: { $ref: '#/components/schemas/StatisticsComparison' },
					last_year: { $ref: '#/components/schemas/StatisticsComparison' },
				},
				required: ['previous', 'last_year'],
			},
			completeness: {
				type: 'object',
				properties: {
					days_known: { type: 'number' },
					days_expected: { type: 'number' },
					hours_known: { type: ['number', 'null'] },
					hours_expected: { type: ['number', 'null'] },
					meters: {
						type: 'array',
						items: {
							type: 'object',
							properties: {
								device: { type: 'string' },
								label: { type: ['string', 'null'] },
								days_known: { type: 'number' },
								days_expected: { type: 'number' },
							},
							required: ['device', 'label', 'days_known', 'days_expected'],
						},
						description: 'meters that the sums need, each with the days it lacks',
					},
				},
				required: ['days_known', 'days_expected', 'hours_known', 'hours_expected', 'meters'],
			},
		},
		required: [
			'total_wh',
			'average',
			'highest_day',
			'lowest_day',
			'peak',
			'highest_maximum',
			'base_load_w',
			'load_factor',
			'day_and_night',
			'week',
			'comparison',
			'completeness',
		],
	},
	CallLimitState: {
		type: 'object',
		properties: {
			api: { type: 'string', description: '`enedis/mesure_synchrone_auto`' },
			calls_per_hour: { type: 'number' },
			calls_left: { type: 'number', description: 'of any sixty minutes, now' },
			blocked_until: {
				type: ['string', 'null'],
				description: 'the operator has refused a call, and takes none before then',
			},
		},
		required: ['api', 'calls_per_hour', 'calls_left', 'blocked_until'],
	},
	ChannelState: { type: 'string', enum: ['active', 'not_measured'] },
	CloseReason: { type: 'string', enum: ['normal', 'corrected', 'rules_changed', 'not_read'] },
	ConfigureAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					device: { type: 'string' },
					consent: { type: 'string' },
					authorize_path: {
						type: 'string',
						description:
							"path under the API that redirects to the operator's consent page; open it as a page, not by a request",
					},
				},
				required: ['device', 'consent', 'authorize_path'],
			},
			meta: {
				type: 'object',
				properties: { history: { $ref: '#/components/schemas/HistoryEstimate' } },
				required: ['history'],
			},
		},
		required: ['data', 'meta'],
	},
	ConfigureRequest: {
		type: 'object',
		properties: {
			provider: { $ref: '#/components/schemas/ProviderName' },
			point_id: {
				type: 'string',
				description: "PRM or EAN; may be left out where the operator's consent page names it",
			},
			scopes: { type: 'array', items: { $ref: '#/components/schemas/ConsentScope' } },
			label: { type: 'string' },
			personal: { type: 'boolean', description: 'the holder is a natural person' },
		},
		required: ['provider', 'scopes'],
		description: '`POST /kilowatch/buildings/:building/linky/configure`',
	},
	ConsentEndReason: {
		type: 'string',
		enum: ['expired', 'withdrawn', 'revoked', 'unanswered', 'renewed', 'credentials_lost'],
	},
	ConsentScope: { type: 'string', enum: ['daily', 'load_curve', 'advice'] },
	ConsentStatus: { type: 'string', enum: ['pending', 'active', 'expiring', 'expired', 'refused', 'revoked'] },
	CorrectionObstacle: {
		type: 'string',
		enum: ['few_reference_days', 'not_dependent', 'beyond_reference'],
		description:
			"`few_reference_days`: too few days are known with their temperature, or too few of them were cold; `not_dependent`: the building's days do not follow the cold, so that a correction would add what is not there; `beyond_reference`: the earlier days would have used nothing at all.",
	},
	CostFigures: {
		type: 'object',
		properties: {
			energy_wh: {
				type: ['number', 'null'],
				description: "of the meters' known days, costed or not; null where none is known",
			},
			co2_kg: {
				type: ['number', 'null'],
				description: 'of the same days; null where none is known or has a factor',
			},
			total_eur: { type: ['number', 'null'], description: 'null where no day has a price' },
			subscription_eur: {
				type: ['number', 'null'],
				description: 'for the time, also of days whose use is not known',
			},
			energy_eur: { type: ['number', 'null'], description: 'of the costed days, without taxes and VAT' },
			taxes_eur: { type: ['number', 'null'] },
			vat_eur: { type: ['number', 'null'] },
			is_gross: {
				type: 'boolean',
				description:
					'whether some of the prices are said with taxes and VAT: then those are in the energy and the subscription',
			},
			registers: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						register: { $ref: '#/components/schemas/Register' },
						energy_wh: { type: 'number' },
						energy_eur: { type: 'number' },
					},
					required: ['register', 'energy_wh', 'energy_eur'],
				},
				description: 'the costed energy, as it is priced',
			},
			days_costed: {
				type: 'number',
				description: 'of `days_expected` days of meters, those whose cost is all there',
			},
			days_estimated: { type: 'number', description: 'of these, those whose hours nobody knows' },
			days_expected: { type: 'number' },
		},
		required: [
			'energy_wh',
			'co2_kg',
			'total_eur',
			'subscription_eur',
			'energy_eur',
			'taxes_eur',
			'vat_eur',
			'is_gross',
			'registers',
			'days_costed',
			'days_estimated',
			'days_expected',
		],
		description: 'Sums are made before anything is rounded. The four amounts make `total_eur`.',
	},
	CostObstacle: {
		type: 'string',
		enum: ['no_price', 'unknown_energy', 'no_hours', 'unreadable_hours', 'no_split', 'withheld'],
	},
	CostResolution: { type: 'string', enum: ['day', 'month', 'year'] },
	CostsAnswer: {
		type: 'object',
		properties: {
			data: { $ref: '#/components/schemas/BuildingCosts' },
			meta: {
				type: 'object',
				properties: {
					from: { type: 'string', description: 'local dates; `to` is not included' },
					to: { type: 'string' },
					timezone: { type: 'string' },
					resolution: { $ref: '#/components/schemas/CostResolution' },
					estimate: {
						type: 'boolean',
						description: 'whether a total whose hours are not known counts as used evenly over its day',
					},
					currency: { type: 'string', const: 'EUR' },
					emission_factors: {
						type: 'array',
						items: { $ref: '#/components/schemas/UsedEmissionFactor' },
						description: 'what `co2_kg` rests on; a number of it is never to be shown without them',
					},
					days_without_factor: {
						type: 'number',
						description:
							"days with a known use for which the building's country has no factor at all; they are not in `co2_kg`",
					},
					withheld: {
						type: 'object',
						properties: {
							devices: { type: 'array', items: { type: 'string' } },
							reason: { type: 'string', const: 'personal_data' },
						},
						required: ['devices', 'reason'],
						description:
							'devices of natural persons whose days are not split by these hours for the caller, and why',
					},
				},
				required: [
					'from',
					'to',
					'timezone',
					'resolution',
					'estimate',
					'currency',
					'emission_factors',
					'days_without_factor',
				],
			},
		},
		required: ['data', 'meta'],
		description:
			"`GET /kilowatch/buildings/:building/costs?from&to&resolution&device&estimate`: what consumption costs by the tariffs of the meters and emits by the country's yearly averages, reckoned from what is known now. Never finer than a day.",
	},
	DatabaseState: {
		type: 'object',
		properties: {
			engine: { type: 'string', const: 'postgresql' },
			version: { type: 'string' },
			timescaledb: { type: ['string', 'null'] },
			edition: { type: ['string', 'null'], enum: ['community', 'apache', null] },
			hypertable: { type: 'boolean' },
			compression: {
				type: 'string',
				enum: ['policy', 'none'],
				description: "who compresses old chunks: the database's policy, or nobody",
			},
			retention: {
				type: 'string',
				enum: ['policy', 'drop_chunks', 'delete'],
				description:
					"who drops old readings: the database's policy, our job by chunk, or our job by id range",
			},
		},
		required: ['engine', 'version', 'timescaledb', 'edition', 'hypertable', 'compression', 'retention'],
	},
	DayReading: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			channel: { type: 'number' },
			register: { $ref: '#/components/schemas/Register' },
			date: { type: 'string' },
			value: {
				type: ['number', 'null'],
				description: "the operator's own total, else the sum of a complete curve; null: not known",
			},
			curve_value: {
				type: ['number', 'null'],
				description: "sum of the load curve's readings known of that day, complete or not",
			},
			points_expected: { type: 'number' },
			points_received: { type: 'number' },
			status: { $ref: '#/components/schemas/DayStatus' },
		},
		required: [
			'device',
			'channel',
			'register',
			'date',
			'value',
			'curve_value',
			'points_expected',
			'points_received',
			'status',
		],
	},
	DayStatus: { type: 'string', enum: ['missing', 'partial', 'complete', 'final'] },
	DegreeDayComparison: {
		type: 'object',
		properties: {
			method: { $ref: '#/components/schemas/DegreeDayMethod' },
			base_celsius: { type: 'number' },
			days_compared: {
				type: 'number',
				description:
					'compared days whose degree days are known in both periods: the only ones that are counted here',
			},
			current: { type: 'number', description: 'degree days of those days, now and then' },
			earlier: { type: 'number' },
			current_wh: { type: 'number', description: 'what was used on them' },
			earlier_wh: { type: 'number' },
			earlier_corrected_wh: {
				type: ['number', 'null'],
				description: 'what the earlier days would have used, had they been as cold as the current ones',
			},
			change: {
				type: ['number', 'null'],
				description: 'relative, against that; null where it cannot be told',
			},
			obstacle: {
				anyOf: [
					{ type: 'string', const: 'not_compared' },
					{ type: 'string', const: 'few_temperatures' },
					{ type: 'string', const: 'not_electric' },
					{ $ref: '#/components/schemas/CorrectionObstacle' },
					{ type: 'null' },
				],
				description:
					'why not: the uncorrected change cannot be told, either; temperatures are known on fewer than half of the compared days; the building is not heated with electricity; or what `CorrectionObstacle` says',
			},
			reference: {
				anyOf: [
					{
						type: 'object',
						properties: {
							from: { type: 'string' },
							to: { type: 'string' },
							days: { type: 'number' },
							wh_per_day: { type: 'number', description: 'of a day without degree days' },
							wh_per_degree_day: { type: 'number' },
							explained: {
								type: 'number',
								description: "share of the days' differences that the degree days explain",
							},
						},
						required: ['from', 'to', 'days', 'wh_per_day', 'wh_per_degree_day', 'explained'],
					},
					{ type: 'null' },
				],
				description:
					'the line through the days of the year until the end of the earlier period; null where there is none',
			},
			sources: {
				type: 'array',
				items: { $ref: '#/components/schemas/WeatherSource' },
				description: 'who told the temperatures of the days that are counted',
			},
			days_preliminary: { type: 'number', description: 'of those temperatures, how many are yet to settle' },
		},
		required: [
			'method',
			'base_celsius',
			'days_compared',
			'current',
			'earlier',
			'current_wh',
			'earlier_wh',
			'earlier_corrected_wh',
			'change',
			'obstacle',
			'reference',
			'sources',
			'days_preliminary',
		],
		description:
			"How cold both periods were, and the change that is left once the earlier days have had the current ones' cold. Only what has followed the cold in the reference is moved.",
	},
	DegreeDayMethod: { type: 'string', enum: ['mean', 'min_max', 'equivalent'] },
	DeviceStatus: { type: 'string', enum: ['pending', 'active', 'stopped', 'archived'] },
	DeviceType: {
		type: 'string',
		enum: ['electricity_meter', 'gas_meter', 'water_meter', 'temperature_sensor', 'humidity_sensor', 'other'],
	},
	ForecastAnswer: {
		type: 'object',
		properties: {
			data: { $ref: '#/components/schemas/BuildingForecast' },
			meta: {
				type: 'object',
				properties: {
					today: { type: 'string', description: 'the local day on which nothing is known yet' },
					timezone: { type: 'string' },
					range_share: { type: 'number', description: 'share of what comes that is to lie in a range' },
				},
				required: ['today', 'timezone', 'range_share'],
			},
		},
		required: ['data', 'meta'],
		description:
			'`GET /kilowatch/buildings/:building/forecast?known_days`: what a building is going to use, from the days that are known, and how far such forecasts have been off. Of ranges, 80 % of what comes is to lie between lower and upper.',
	},
	ForecastBasis: {
		type: 'object',
		properties: {
			first_date: {
				type: ['string', 'null'],
				description: 'the first and the last day that are known, of the last 36 months',
			},
			last_date: { type: ['string', 'null'] },
			days_used: {
				type: 'number',
				description: 'days that it was made from; a standstill or a wrong unit is not',
			},
			days_missing: {
				type: 'number',
				description: 'days between the first one and today that are not known',
			},
			own_range_share: {
				type: 'number',
				description:
					"how much of the ranges is this building's own past errors, 0 to 1; the rest is what is usual of buildings",
			},
			year_known: { type: 'boolean', description: 'whether a year is known, so that last year can count' },
			off: { type: 'boolean', description: 'nothing has been used for a week, and nothing is forecast' },
			holidays: { type: 'boolean', description: 'whether public holidays of its country are known' },
			days_with_degree_days: { type: 'number', description: 'days whose degree days are known' },
		},
		required: [
			'first_date',
			'last_date',
			'days_used',
			'days_missing',
			'own_range_share',
			'year_known',
			'off',
			'holidays',
			'days_with_degree_days',
		],
		description: 'What the forecast is made from.',
	},
	ForecastRecord: {
		type: 'object',
		properties: {
			known_days: { type: 'number' },
			months: { type: 'array', items: { $ref: '#/components/schemas/ForecastRecordMonth' } },
			months_compared: {
				type: 'number',
				description:
					'months that could be compared, the median of their errors without sign, and how many lay in their range',
			},
			median_error: { type: ['number', 'null'] },
			months_held: { type: 'number' },
		},
		required: ['known_days', 'months', 'months_compared', 'median_error', 'months_held'],
		description: 'Of the last twelve months, what was forecast when so many of their days were known.',
	},
	ForecastRecordMonth: {
		type: 'object',
		properties: {
			month: { type: 'string', description: '`YYYY-MM`' },
			origin: {
				type: 'string',
				enum: ['kept', 'replayed'],
				description:
					'`kept`: told and kept at the time; `replayed`: what would have been told, made now from the days before',
			},
			made_on: { type: ['string', 'null'], description: 'the local day on which it was kept' },
			known_days: { type: 'number', description: 'days of the month that were known then' },
			predicted_wh: { type: 'number' },
			lower_wh: { type: 'number' },
			upper_wh: { type: 'number' },
			came_wh: { type: ['number', 'null'], description: 'what came; null with an obstacle' },
			error: { type: ['number', 'null'], description: 'relative: 0.1 is a tenth more forecast than came' },
			held: { type: ['boolean', 'null'], description: 'whether what came lay in the range' },
			obstacle: {
				type: ['string', 'null'],
				enum: ['days_missing', 'other_meters', null],
				description: 'why it cannot be compared: days of the month are not known, or it was of other meters',
			},
		},
		required: [
			'month',
			'origin',
			'made_on',
			'known_days',
			'predicted_wh',
			'lower_wh',
			'upper_wh',
			'came_wh',
			'error',
			'held',
			'obstacle',
		],
	},
	ForecastShare: {
		type: 'object',
		properties: { method: { $ref: '#/components/schemas/MethodName' }, share: { type: 'number' } },
		required: ['method', 'share'],
	},
	ForecastedDay: {
		type: 'object',
		properties: {
			date: { type: 'string' },
			energy_wh: { type: 'number' },
			lower_wh: { type: 'number' },
			upper_wh: { type: 'number' },
		},
		required: ['date', 'energy_wh', 'lower_wh', 'upper_wh'],
	},
	ForecastedPeriod: {
		type: 'object',
		properties: {
			from: { type: 'string', description: 'local dates; `to` is not included' },
			to: { type: 'string' },
			days: { type: 'number' },
			days_known: { type: 'number', description: 'days that are known, and what they came to' },
			known_wh: { type: 'number' },
			days_estimated: {
				type: 'number',
				description: 'days that are over and not known; they count as what was to be expected of them',
			},
			energy_wh: {
				type: ['number', 'null'],
				description: 'of the whole period; null where more than half of the days that are over are not known',
			},
			lower_wh: { type: ['number', 'null'] },
			upper_wh: { type: ['number', 'null'] },
		},
		required: [
			'from',
			'to',
			'days',
			'days_known',
			'known_wh',
			'days_estimated',
			'energy_wh',
			'lower_wh',
			'upper_wh',
		],
	},
	HistoryEstimate: {
		type: 'object',
		properties: { calls: { type: 'number' }, seconds: { type: 'number' } },
		required: ['calls', 'seconds'],
		description:
			"What the history of a new meter takes, told beforehand: at most so many calls, and the time that the operator's limits make them take as far as they are used up now. Meters that wait before this one are not counted.",
	},
	HourReading: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			channel: { type: 'number' },
			register: { $ref: '#/components/schemas/Register' },
			hour: {
				type: 'string',
				description: 'its beginning, with the offset from UTC in force: `2026-10-25T02:00:00+02:00`',
			},
			value: { type: 'number', description: 'of its known part' },
			covered_s: { type: 'number', description: 'how much of it is known; an hour known in full has 3600' },
		},
		required: ['device', 'channel', 'register', 'hour', 'value', 'covered_s'],
	},
	ImportAnswer: {
		type: 'object',
		properties: { data: { $ref: '#/components/schemas/ImportReport' } },
		required: ['data'],
		description: '`POST /kilowatch/devices/:device/import` `?dry_run=true`; the body is the file.',
	},
	ImportReport: {
		type: 'object',
		properties: {
			dry_run: { type: 'boolean' },
			run: { type: ['string', 'null'], description: 'the sync run that the import left; null for a dry run' },
			file: {
				type: 'object',
				properties: {
					layouts: {
						type: 'array',
						items: { type: 'string' },
						description:
							'of each table in the file: `horodate`, `begin_end`, `daily`, `index`, `date_time`, `edf_power`',
					},
					stamps: {
						type: 'array',
						items: { type: 'string' },
						description:
							'of each layout, what its stamps mark: `end` of an interval, `both` ends, a whole `day`',
					},
					encoding: {
						type: 'string',
						description: '`utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252`',
					},
					separator: { type: 'string' },
					units: {
						type: 'array',
						items: { type: 'string' },
						description: 'as written: `W`, `kW`, `Wh`, `kWh`, `VA`, `kVA`',
					},
					order: { type: 'string', enum: ['ascending', 'descending', 'mixed', 'unknown'] },
					offsets: {
						type: 'string',
						enum: ['all', 'none', 'some'],
						description: 'whether stamps carry their offset from UTC',
					},
					rows: {
						type: 'number',
						description:
							'rows of tables; those that say there is no value; those that could not be read; those of other quantities',
					},
					missing: { type: 'number' },
					unreadable: { type: 'number' },
					other_quantities: { type: 'number' },
					future: { type: 'number', description: 'dated later than now, or off the minute: not taken' },
					off_grid: { type: 'number' },
				},
				required: [
					'layouts',
					'stamps',
					'encoding',
					'separator',
					'units',
					'order',
					'offsets',
					'rows',
					'missing',
					'unreadable',
					'other_quantities',
					'future',
					'off_grid',
				],
			},
			series: {
				type: 'array',
				items: { $ref: '#/components/schemas/ImportSeries' },
				description: 'one for each metric in the file',
			},
			written: { $ref: '#/components/schemas/ImportWritten', description: 'the sum over all series' },
		},
		required: ['dry_run', 'run', 'file', 'series', 'written'],
		description:
			'What the import doctor found in a file, and what was written, or would be. Facts and stable codes: the app words them.',
	},
	ImportSeries: {
		type: 'object',
		properties: {
			metric: { $ref: '#/components/schemas/Metric' },
			period: {
				anyOf: [
					{
						type: 'object',
						properties: { from: { type: 'string' }, to: { type: 'string' } },
						required: ['from', 'to'],
					},
					{ type: 'null' },
				],
				description: 'local dates; `to` is not included; null where nothing is left to import',
			},
			points: { type: 'number', description: 'readings of the curve, each interval once' },
			day_totals: { type: 'number', description: "an operator's totals of days, each once" },
			steps: {
				type: 'array',
				items: {
					type: 'object',
					properties: { seconds: { type: 'number' }, points: { type: 'number' } },
					required: ['seconds', 'points'],
				},
				description: 'how many readings of each length',
			},
			days: {
				type: 'object',
				properties: { complete: { type: 'number' }, partial: { type: 'number' } },
				required: ['complete', 'partial'],
			},
			gaps: {
				type: 'object',
				properties: {
					total: { type: 'number' },
					missing_seconds: { type: 'number' },
					named: {
						type: 'array',
						items: {
							type: 'object',
							properties: { from: { type: 'string' }, to: { type: 'string' } },
							required: ['from', 'to'],
						},
					},
				},
				required: ['total', 'missing_seconds', 'named'],
				description: 'stretches without readings between the first and the last one; at most 100 are named',
			},
			duplicates: {
				type: 'object',
				properties: { identical: { type: 'number' }, conflicting: { type: 'number' } },
				required: ['identical', 'conflicting'],
				description:
					'rows of one interval or day: with the same value, and with another; then the last in the file counts',
			},
			clock_changes: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						date: { type: 'string' },
						points_expected: { type: 'number' },
						points_found: { type: 'number' },
						told_apart_by: {
							type: 'string',
							enum: ['offset', 'order', 'guessed', 'not_needed'],
							description:
								"how autumn's two passes were told apart; `guessed`: one of them was missing or the order said nothing",
						},
					},
					required: ['date', 'points_expected', 'points_found', 'told_apart_by'],
				},
			},
			suspicious: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						code: { $ref: '#/components/schemas/ImportSuspicion' },
						total: { type: 'number' },
						named: {
							type: 'array',
							items: {
								type: 'object',
								properties: { from: { type: 'string' }, to: { type: 'string' }, value: { type: 'number' } },
								required: ['from', 'to', 'value'],
							},
						},
					},
					required: ['code', 'total', 'named'],
				},
				description: 'at most 100 of each code are named',
			},
			beyond_retention: {
				type: 'object',
				properties: { points: { type: 'number' }, days: { type: 'number' } },
				required: ['points', 'days'],
				description: 'older than what is kept: counted, not stored',
			},
			written: { $ref: '#/components/schemas/ImportWritten' },
		},
		required: [
			'metric',
			'period',
			'points',
			'day_totals',
			'steps',
			'days',
			'gaps',
			'duplicates',
			'clock_changes',
			'suspicious',
			'beyond_retention',
			'written',
		],
	},
	ImportSuspicion: {
		type: 'string',
		enum: ['negative', 'too_high', 'flat', 'zeros', 'day_total_differs'],
		description:
			"`negative`: refused. The others are stored as they are: `too_high`: over ten times the subscribed power, or 36 kVA where that is not known; `flat`: the same value, not zero, for more than 24 hours; `zeros`: nothing for more than 7 days; `day_total_differs`: a day's total and the sum of its complete curve differ by more than a fifth.",
	},
	ImportWritten: {
		type: 'object',
		properties: {
			readings: {
				type: 'object',
				properties: {
					new: { type: 'number' },
					changed: { type: 'number' },
					unchanged: { type: 'number' },
					kept: {
						type: 'number',
						description: "the operator's own value is there, which a file never replaces",
					},
					refused: { type: 'number', description: 'values that cannot be true, of days as well' },
				},
				required: ['new', 'changed', 'unchanged', 'kept', 'refused'],
			},
			days: {
				type: 'object',
				properties: { new: { type: 'number' }, changed: { type: 'number' }, unchanged: { type: 'number' } },
				required: ['new', 'changed', 'unchanged'],
			},
		},
		required: ['readings', 'days'],
	},
	InvitationAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					url: { type: 'string', description: 'shown this once; only its hash is kept' },
					expires_at: { type: 'string' },
					sent: { type: 'boolean' },
				},
				required: ['url', 'expires_at', 'sent'],
			},
		},
		required: ['data'],
	},
	InvitationRequest: {
		type: 'object',
		properties: {
			days: {
				type: 'number',
				description: 'days in which a consent may be given by it: 1 to 90; default 30',
			},
			email: { type: 'string', description: 'sent there in this language; the address is not kept' },
			language: { type: 'string', enum: ['en', 'fr', 'nl', 'de'] },
		},
		description:
			'`POST /kilowatch/devices/:device/invitation`: a new link for the holder; an older one of the meter works no more.',
	},
	InvitationRevokedAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: { revoked: { type: 'boolean', const: true } },
				required: ['revoked'],
			},
		},
		required: ['data'],
		description:
			'`POST /kilowatch/devices/:device/invitation/revoke`: the link opens nothing any more, whether there was one or not.',
	},
	LoadCurveState: {
		type: 'string',
		enum: ['collected', 'not_collected', 'not_consented', 'unknown'],
		description:
			"Whether a meter's load curve comes. `not_collected`: its daily totals come and for days no curve did, so the holder has not switched on its recording and collection at the operator; `unknown`: not yet asked often enough to tell.",
	},
	ManagerAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: { changed: { type: 'number' } },
				required: ['changed'],
				description: 'how many had another manager before',
			},
		},
		required: ['data'],
	},
	ManagerRequest: {
		type: 'object',
		properties: {
			buildings: { type: 'array', items: { $ref: '#/components/schemas/BuildingKey' } },
			manager: { type: ['string', 'null'], description: 'a user of Directus; null takes the manager away' },
		},
		required: ['buildings', 'manager'],
		description: '`POST /kilowatch/buildings/manager`: hands buildings over to another manager, all or none.',
	},
	ManagersAnswer: {
		type: 'object',
		properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
		required: ['data'],
		description:
			'`GET /kilowatch/buildings/:building/managers`: the people who can be made its manager, by name.',
	},
	MeterCosts: {
		type: 'object',
		properties: {
			energy_wh: {
				type: ['number', 'null'],
				description: "of the meters' known days, costed or not; null where none is known",
			},
			co2_kg: {
				type: ['number', 'null'],
				description: 'of the same days; null where none is known or has a factor',
			},
			total_eur: { type: ['number', 'null'], description: 'null where no day has a price' },
			subscription_eur: {
				type: ['number', 'null'],
				description: 'for the time, also of days whose use is not known',
			},
			energy_eur: { type: ['number', 'null'], description: 'of the costed days, without taxes and VAT' },
			taxes_eur: { type: ['number', 'null'] },
			vat_eur: { type: ['number', 'null'] },
			is_gross: {
				type: 'boolean',
				description:
					'whether some of the prices are said with taxes and VAT: then those are in the energy and the subscription',
			},
			registers: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						register: { $ref: '#/components/schemas/Register' },
						energy_wh: { type: 'number' },
						energy_eur: { type: 'number' },
					},
					required: ['register', 'energy_wh', 'energy_eur'],
				},
				description: 'the costed energy, as it is priced',
			},
			days_costed: {
				type: 'number',
				description: 'of `days_expected` days of meters, those whose cost is all there',
			},
			days_estimated: { type: 'number', description: 'of these, those whose hours nobody knows' },
			days_expected: { type: 'number' },
			device: { type: 'string' },
			label: { type: ['string', 'null'] },
			tariff: {
				anyOf: [
					{
						type: 'object',
						properties: { id: { type: 'string' }, name: { type: 'string' } },
						required: ['id', 'name'],
					},
					{ type: 'null' },
				],
				description: "its own, else the building's",
			},
			obstacles: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						reason: {
							anyOf: [
								{ $ref: '#/components/schemas/CostObstacle' },
								{ type: 'string', const: 'no_tariff' },
								{ type: 'string', const: 'unreadable_tariff' },
							],
						},
						days: { type: 'number' },
					},
					required: ['reason', 'days'],
				},
				description: 'why days have no cost, or only what is paid for the time',
			},
		},
		required: [
			'co2_kg',
			'days_costed',
			'days_estimated',
			'days_expected',
			'device',
			'energy_eur',
			'energy_wh',
			'is_gross',
			'label',
			'obstacles',
			'registers',
			'subscription_eur',
			'tariff',
			'taxes_eur',
			'total_eur',
			'vat_eur',
		],
	},
	MethodName: {
		type: 'string',
		enum: [
			'holt_winters',
			'last_week',
			'same_weekday',
			'regression',
			'last_year',
			'last_year_recent',
			'last_year_swing',
		],
	},
	Metric: {
		type: 'string',
		enum: ['consumption', 'production', 'max_power', 'water', 'gas', 'temperature', 'humidity'],
	},
	MonthReading: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			channel: { type: 'number' },
			register: { $ref: '#/components/schemas/Register' },
			month: { type: 'string', description: '`2026-10`' },
			value: { type: ['number', 'null'], description: 'over its known days; null where none is known' },
			days_known: { type: 'number' },
			days_expected: { type: 'number' },
		},
		required: ['device', 'channel', 'register', 'month', 'value', 'days_known', 'days_expected'],
		description: 'A calendar month, or the part of it that was asked for.',
	},
	OnboardingAnswer: {
		type: 'object',
		properties: {
			data: { type: 'array', items: { $ref: '#/components/schemas/OnboardingLine' } },
			meta: {
				type: 'object',
				properties: { dry_run: { type: 'boolean' }, ready: { type: 'number' }, refused: { type: 'number' } },
				required: ['dry_run', 'ready', 'refused'],
			},
		},
		required: ['data', 'meta'],
		description:
			'`POST /kilowatch/onboarding?dry_run=true`: many meters at once. The body is a CSV with a header line: `building` (key or name), `provider`, `point_id`, `label`, `scopes` (with blanks between), `personal` (yes/no), `email`, `language`. All lines or none: with a refused line a dry run tells of every line, and a real one is an error that changes nothing.',
	},
	OnboardingLine: {
		type: 'object',
		properties: {
			line: { type: 'number', description: 'in the file, from 1; the header is 1' },
			building: {
				anyOf: [
					{
						type: 'object',
						properties: { id: { $ref: '#/components/schemas/BuildingKey' }, name: { type: 'string' } },
						required: ['id', 'name'],
					},
					{ type: 'null' },
				],
			},
			provider: { type: 'string', description: 'as written, as the point id and the label are' },
			point_id: { type: ['string', 'null'] },
			label: { type: ['string', 'null'] },
			verdict: {
				type: 'string',
				enum: ['new', 'known', 'connected', 'refused'],
				description:
					'`new`: connected and invited; `known`: asked for already, a new link; `connected`: its holder has consented already, and nothing changes; `refused`: see `code` and `message`',
			},
			code: { anyOf: [{ $ref: '#/components/schemas/OnboardingRefusal' }, { type: 'null' }] },
			message: {
				type: ['string', 'null'],
				description: 'for who reads the answer itself; the app words the code',
			},
			device: { type: ['string', 'null'] },
			invitation_url: { type: ['string', 'null'], description: "the holder's link; not of a dry run" },
			sent: {
				type: 'boolean',
				description: 'whether it went to the address in the line; of a dry run, whether there is one',
			},
		},
		required: [
			'line',
			'building',
			'provider',
			'point_id',
			'label',
			'verdict',
			'code',
			'message',
			'device',
			'invitation_url',
			'sent',
		],
	},
	OnboardingRefusal: {
		type: 'string',
		enum: [
			'unreadable',
			'building',
			'building_ambiguous',
			'provider',
			'provider_off',
			'point_id',
			'point_id_shortened',
			'label',
			'scopes',
			'personal',
			'email',
			'language',
			'twice',
			'connected_elsewhere',
		],
		description:
			'Why a line is refused. `building` is one that does not exist as well as one that the caller may not change.',
	},
	PartialAlertSettings: {
		type: 'object',
		additionalProperties: {},
		description:
			'Settings that say only what is to be otherwise than on the level before; null is as if it were left out.',
	},
	Person: {
		type: 'object',
		properties: {
			id: { type: 'string' },
			name: { type: 'string', description: 'first and last name, else the address' },
			email: { type: ['string', 'null'] },
		},
		required: ['id', 'name', 'email'],
	},
	PersonalDataQuery: {
		type: 'object',
		properties: { format: { type: 'string', enum: ['json', 'csv'] } },
		description:
			'`GET /kilowatch/devices/:device/personal-data?format=json|csv`: all that is stored of a meter; `csv`: its readings and days.',
	},
	PortfolioAnswer: {
		type: 'object',
		properties: {
			data: { type: 'array', items: { $ref: '#/components/schemas/PortfolioBuilding' } },
			meta: {
				type: 'object',
				properties: {
					from: { type: 'string' },
					to: { type: 'string' },
					previous: {
						anyOf: [
							{
								type: 'object',
								properties: { from: { type: 'string' }, to: { type: 'string' } },
								required: ['from', 'to'],
							},
							{ type: 'null' },
						],
						description:
							'the period before, that `previous` compares with; null where no comparison was asked for',
					},
					sort: {
						anyOf: [
							{ $ref: '#/components/schemas/PortfolioOrder' },
							{ type: 'string', const: '-name' },
							{ type: 'string', const: '-total' },
							{ type: 'string', const: '-per_m2' },
							{ type: 'string', const: '-per_dwelling' },
							{ type: 'string', const: '-change' },
						],
					},
					scope: { $ref: '#/components/schemas/RightsScope' },
					totals: { $ref: '#/components/schemas/PortfolioTotals' },
				},
				required: ['from', 'to', 'previous', 'sort', 'scope', 'totals'],
			},
		},
		required: ['data', 'meta'],
		description: '`GET /kilowatch/portfolio?from&to&sort&compare`',
	},
	PortfolioBuilding: {
		type: 'object',
		properties: {
			id: { $ref: '#/components/schemas/BuildingKey' },
			name: { type: 'string' },
			city: { type: ['string', 'null'] },
			country: { type: ['string', 'null'] },
			timezone: { type: 'string' },
			floor_area: { type: ['number', 'null'] },
			dwellings: { type: ['number', 'null'] },
			manager: {
				anyOf: [
					{
						type: 'object',
						properties: {
							id: { type: 'string' },
							name: { type: 'string', description: 'first and last name, else the address' },
						},
						required: ['id', 'name'],
					},
					{ type: 'null' },
				],
				description: 'told to who may change the building',
			},
			may_update: {
				type: 'boolean',
				description:
					"whether the caller may hand it over and connect meters to it; row rules of a project's own may still refuse that",
			},
			devices: { type: 'number' },
			energy_wh: {
				type: ['number', 'null'],
				description: 'consumption of the days known in the period, in Wh; null where no day is known',
			},
			days_known: { type: 'number' },
			days_expected: { type: 'number' },
			scaled_wh: {
				type: ['number', 'null'],
				description:
					"the energy as if every day of the living meters were known, in Wh: a meter's unknown days count as the mean of its known ones; null where one of these meters is known on less than half of the days",
			},
			scaled_days: { type: 'number', description: 'how many days of meters that adds; 0: nothing was added' },
			energy_per_m2_wh: {
				type: ['number', 'null'],
				description: '`scaled_wh` by the floor area, and by dwelling; null where either is not known',
			},
			energy_per_dwelling_wh: { type: ['number', 'null'] },
			previous: {
				anyOf: [{ $ref: '#/components/schemas/PortfolioComparison' }, { type: 'null' }],
				description:
					'against the period before, over the days that a meter knows in both; null unless asked for',
			},
			rank: {
				type: ['number', 'null'],
				description:
					'place in the order asked for, from 1 on, of equals the same; null by name, and where the figure is not known',
			},
			last_reading_at: { type: ['string', 'null'] },
		},
		required: [
			'id',
			'name',
			'city',
			'country',
			'timezone',
			'floor_area',
			'dwellings',
			'manager',
			'may_update',
			'devices',
			'energy_wh',
			'days_known',
			'days_expected',
			'scaled_wh',
			'scaled_days',
			'energy_per_m2_wh',
			'energy_per_dwelling_wh',
			'previous',
			'rank',
			'last_reading_at',
		],
	},
	PortfolioComparison: {
		type: 'object',
		properties: {
			days_compared: { type: 'number', description: 'days of meters that are known in both periods' },
			current_wh: { type: ['number', 'null'] },
			earlier_wh: { type: ['number', 'null'] },
			change: {
				type: ['number', 'null'],
				description:
					'relative: 0.1 is a tenth more than before; null where less than half of the days can be compared, or nothing was used before',
			},
		},
		required: ['days_compared', 'current_wh', 'earlier_wh', 'change'],
	},
	PortfolioOrder: { type: 'string', enum: ['name', 'total', 'per_m2', 'per_dwelling', 'change'] },
	PortfolioTotals: {
		type: 'object',
		properties: {
			buildings: { type: 'number' },
			devices: { type: 'number' },
			energy_wh: { type: ['number', 'null'] },
			days_known: { type: 'number' },
			days_expected: { type: 'number' },
			energy_per_m2_wh: {
				type: ['number', 'null'],
				description: 'over the buildings of which it is known, and how many those are',
			},
			buildings_per_m2: { type: 'number' },
			energy_per_dwelling_wh: { type: ['number', 'null'] },
			buildings_per_dwelling: { type: 'number' },
			previous: { anyOf: [{ $ref: '#/components/schemas/PortfolioComparison' }, { type: 'null' }] },
		},
		required: [
			'buildings',
			'devices',
			'energy_wh',
			'days_known',
			'days_expected',
			'energy_per_m2_wh',
			'buildings_per_m2',
			'energy_per_dwelling_wh',
			'buildings_per_dwelling',
			'previous',
		],
		description: 'Over the buildings that the caller may see, and no others.',
	},
	PreviewAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						rule: { $ref: '#/components/schemas/AlertRule' },
						enabled: { type: 'boolean' },
						episodes: {
							type: 'array',
							items: { $ref: '#/components/schemas/PreviewedEpisode' },
							description: 'latest first',
						},
						count: { type: 'number' },
						per_100_days: { type: ['number', 'null'] },
						energy_wh: { type: ['number', 'null'] },
						building: { $ref: '#/components/schemas/RulePrecision' },
						portfolio: {
							$ref: '#/components/schemas/RulePrecision',
							description: 'of all buildings that the caller may see',
						},
					},
					required: [
						'rule',
						'enabled',
						'episodes',
						'count',
						'per_100_days',
						'energy_wh',
						'building',
						'portfolio',
					],
				},
			},
			meta: {
				type: 'object',
				properties: {
					from: { type: 'string', description: 'local dates; `to` is not included' },
					to: { type: 'string' },
					device_days: { type: 'number', description: 'days of meters of which anything is known' },
					devices: { type: 'number' },
				},
				required: ['from', 'to', 'device_days', 'devices'],
			},
		},
		required: ['data', 'meta'],
	},
	PreviewRequest: {
		type: 'object',
		properties: {
			settings: {
				$ref: '#/components/schemas/PartialAlertSettings',
				description: 'over those of the building; without them: those in force',
			},
			months: { type: 'number', description: 'how far back, 1 to 24; without it 12' },
		},
		description: '`POST /kilowatch/buildings/:building/alert-rules/preview`',
	},
	PreviewedEpisode: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			label: { type: ['string', 'null'] },
			severity: { $ref: '#/components/schemas/Severity' },
			from: { type: 'string', description: 'local dates; `to` is not included' },
			to: { type: 'string' },
			days: { type: 'number', description: 'days with findings' },
			energy_wh: {
				type: ['number', 'null'],
				description:
					'used above what was expected; null of data rules, and where it would tell more than a day of a natural person',
			},
			is_open: { type: 'boolean' },
		},
		required: ['device', 'label', 'severity', 'from', 'to', 'days', 'energy_wh', 'is_open'],
	},
	ProviderName: {
		type: 'string',
		enum: ['enedis', 'ores', 'fluvius', 'myelectricaldata', 'conso_api', 'file', 'push'],
	},
	ProviderState: {
		type: 'object',
		properties: {
			name: { $ref: '#/components/schemas/ProviderName' },
			configured: { type: 'boolean' },
			missing: {
				type: 'array',
				items: { type: 'string' },
				description: 'environment variables that are missing where it is not configured',
			},
			note: {
				type: ['string', 'null'],
				enum: ['no_public_api', null],
				description:
					'what people have to know before they choose it: its operator has published no API, so it works by an assumed contract',
			},
		},
		required: ['name', 'configured', 'missing', 'note'],
	},
	Quality: { type: 'string', enum: ['raw', 'corrected', 'estimated', 'validated', 'ambiguous'] },
	RawReading: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			channel: { type: 'number' },
			register: { $ref: '#/components/schemas/Register' },
			timestamp: { type: 'string', description: 'interval start' },
			duration_s: { type: 'number' },
			value: { type: 'number' },
			quality: { $ref: '#/components/schemas/Quality' },
			source: { $ref: '#/components/schemas/Source' },
		},
		required: ['device', 'channel', 'register', 'timestamp', 'duration_s', 'value', 'quality', 'source'],
	},
	ReadingSeries: {
		type: 'object',
		properties: {
			device: { type: 'string' },
			channel: { type: 'number' },
			register: { $ref: '#/components/schemas/Register' },
			timestamp: {
				type: 'string',
				description: 'start of the first one; each next one begins `duration_s` later',
			},
			duration_s: { type: 'number' },
			quality: { $ref: '#/components/schemas/Quality' },
			source: { $ref: '#/components/schemas/Source' },
			values: { type: 'array', items: { type: 'number' } },
		},
		required: ['device', 'channel', 'register', 'timestamp', 'duration_s', 'quality', 'source', 'values'],
		description:
			'With `layout=series`: readings that follow one another without a hole, equally long, of one quality and source.',
	},
	ReadingsAnswer: {
		type: 'object',
		properties: {
			data: { type: 'array', items: { $ref: '#/components/schemas/AnyReading' } },
			meta: { $ref: '#/components/schemas/ReadingsMeta' },
		},
		required: ['data', 'meta'],
		description:
			'`GET /kilowatch/buildings/:building/readings?metric&device&from&to&resolution&by&limit&cursor&layout&format`',
	},
	ReadingsMeta: {
		type: 'object',
		properties: {
			resolution: { $ref: '#/components/schemas/Resolution' },
			by: {
				type: 'string',
				enum: ['meter', 'building'],
				description: 'a row for each meter, or one for all of them together',
			},
			metric: { $ref: '#/components/schemas/Metric' },
			unit: { type: 'string' },
			timezone: { type: 'string' },
			from: { type: 'string', description: 'local dates; `to` is not included' },
			to: { type: 'string' },
			next_cursor: { type: ['string', 'null'] },
			gaps: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						device: { type: 'string' },
						register: { $ref: '#/components/schemas/Register' },
						from: { type: 'string' },
						to: { type: 'string' },
					},
					required: ['device', 'register', 'from', 'to'],
				},
				description:
					"stretches of this page's time of which nothing is there, meter by meter: instants for `raw` and `hour`, dates for `day`; `to` is not included. Not of months and sums, whose rows say what they lack",
			},
			withheld: {
				type: 'object',
				properties: {
					devices: { type: 'array', items: { type: 'string' } },
					reason: { type: 'string', const: 'personal_data' },
				},
				required: ['devices', 'reason'],
				description: 'devices of which only days are shown, and why; present when `raw` or `hour` was asked',
			},
		},
		required: ['resolution', 'by', 'metric', 'unit', 'timezone', 'from', 'to', 'next_cursor'],
	},
	RefusedTemperature: {
		type: 'object',
		properties: {
			line: {
				type: 'number',
				description: 'of the file, the header being 1; in JSON the place in the list, from 1',
			},
			code: { $ref: '#/components/schemas/TemperatureRefusal' },
			message: { type: 'string' },
		},
		required: ['line', 'code', 'message'],
	},
	Register: { type: 'string', enum: ['total', 'peak', 'off_peak', 'day', 'night'] },
	RenewAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					device: { type: 'string' },
					consent: { type: 'string' },
					authorize_path: {
						type: 'string',
						description:
							"path under the API that redirects to the operator's consent page; open it as a page, not by a request",
					},
				},
				required: ['device', 'consent', 'authorize_path'],
			},
		},
		required: ['data'],
		description:
			'`POST /kilowatch/consents/:consent/renew`: a new consent to the same scopes is asked for, while this one lives or after it.',
	},
	Resolution: { type: 'string', enum: ['raw', 'hour', 'day', 'month'] },
	RevokeAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					scopes: {
						type: 'array',
						items: { $ref: '#/components/schemas/ConsentScope' },
						description: 'what is still allowed; empty when the consent is over',
					},
					operator: {
						type: 'string',
						enum: ['queued', 'by_holder', 'not_needed'],
						description:
							'what became of it at the operator: `queued` to be revoked there; `by_holder`: only the holder can, in the account there',
					},
					removed: {
						type: 'object',
						properties: { readings: { type: 'number' }, days: { type: 'number' } },
						required: ['readings', 'days'],
						description: 'rows that went with it',
					},
					erased: { type: 'boolean' },
				},
				required: ['scopes', 'operator', 'removed', 'erased'],
			},
		},
		required: ['data'],
	},
	RevokeRequest: {
		type: 'object',
		properties: {
			scopes: {
				type: 'array',
				items: { $ref: '#/components/schemas/ConsentScope' },
				description: 'what is taken back; left out: all of it',
			},
			erase: { type: 'boolean' },
		},
		description:
			'`POST /kilowatch/consents/:consent/revoke`: the holder takes back some scopes, or all of them. With `erase` everything of the meter goes, too, except the keyed proof; only together with all scopes. Good for ended consents as well, to erase.',
	},
	RightsScope: { type: 'string', enum: ['all', 'assigned'] },
	RuleName: {
		type: 'string',
		enum: [
			'above-average',
			'day-surge',
			'night-base-load',
			'week-drift',
			'short-spike',
			'subscribed-power',
			'data-missing',
			'data-zero',
			'data-flat',
			'data-unit',
		],
	},
	RulePrecision: {
		type: 'object',
		properties: {
			true: { type: 'number' },
			false: { type: 'number' },
			known_cause: { type: 'number' },
			precision: {
				type: ['number', 'null'],
				description:
					'of the alerts that somebody judged, those that were right, with a known cause or not; null where nobody has',
			},
		},
		required: ['true', 'false', 'known_cause', 'precision'],
		description: "What managers said of a rule's alerts.",
	},
	Severity: { type: 'string', enum: ['minor', 'major', 'critical'] },
	Source: { type: 'string', enum: ['operator', 'file', 'push'] },
	StateExplanation: {
		type: 'object',
		properties: {
			since: {
				type: 'string',
				description: 'local date: of the first failed attempt, or when the consent began to end',
			},
			until: { type: ['string', 'null'], description: 'of a consent its last day' },
			attempts: { type: 'number', description: 'nights without success; 0 of a consent' },
		},
		required: ['since', 'until', 'attempts'],
		description: "Why an alert on a meter's state came.",
	},
	StateRule: { type: 'string', enum: ['consent-ending', 'sync-failing'] },
	StatisticsAnswer: {
		type: 'object',
		properties: {
			data: { $ref: '#/components/schemas/BuildingStatistics' },
			meta: {
				type: 'object',
				properties: {
					from: { type: 'string', description: 'local dates; `to` is not included' },
					to: { type: 'string' },
					timezone: { type: 'string' },
					withheld: {
						type: 'object',
						properties: {
							devices: { type: 'array', items: { type: 'string' } },
							reason: { type: 'string', const: 'personal_data' },
						},
						required: ['devices', 'reason'],
						description: 'devices because of which nothing finer than a day is shown, and why',
					},
				},
				required: ['from', 'to', 'timezone'],
			},
		},
		required: ['data', 'meta'],
		description:
			'`GET /kilowatch/buildings/:building/statistics?from&to`: what a building used, and how. Everything is over what is known, and says how much that is; what cannot be told is null.',
	},
	StatisticsComparison: {
		type: 'object',
		properties: {
			from: { type: 'string' },
			to: { type: 'string' },
			days_compared: { type: 'number' },
			days: { type: 'number' },
			current_wh: { type: 'number' },
			earlier_wh: { type: 'number' },
			change: {
				type: ['number', 'null'],
				description: 'relative: 0.1 is a tenth more than earlier; null where it cannot be told',
			},
			obstacle: {
				type: ['string', 'null'],
				enum: ['no_common_days', 'other_meters', 'nothing_used', null],
				description: 'why not',
			},
			degree_days: {
				$ref: '#/components/schemas/DegreeDayComparison',
				description: "the same without the cold's part in it",
			},
		},
		required: [
			'from',
			'to',
			'days_compared',
			'days',
			'current_wh',
			'earlier_wh',
			'change',
			'obstacle',
			'degree_days',
		],
		description:
			'Two periods day against day: only days that are known in both count, so both sums are over equally many.',
	},
	StatisticsDay: {
		type: 'object',
		properties: { date: { type: 'string' }, energy_wh: { type: 'number' } },
		required: ['date', 'energy_wh'],
	},
	StatisticsHourOfWeek: {
		type: 'object',
		properties: {
			weekday: { type: 'number', description: '1 Monday to 7 Sunday' },
			hour: { type: 'number' },
			mean_wh: {
				type: ['number', 'null'],
				description: 'mean energy of that hour, which is its mean power in W as well',
			},
			share: { type: ['number', 'null'], description: 'of a mean week; the shares of a whole week are 1' },
			hours_known: { type: 'number' },
		},
		required: ['weekday', 'hour', 'mean_wh', 'share', 'hours_known'],
	},
	StatusAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					version: { type: 'string' },
					database: { $ref: '#/components/schemas/DatabaseState' },
					storage: {
						anyOf: [{ $ref: '#/components/schemas/StorageState' }, { type: 'null' }],
						description:
							'null before the tables are there, or where the database does not tell it; measured once a minute at most',
					},
					migrations: {
						type: 'object',
						properties: {
							applied: { type: 'number' },
							available: { type: 'number' },
							error: { type: ['string', 'null'] },
						},
						required: ['applied', 'available', 'error'],
					},
					providers: { type: 'array', items: { $ref: '#/components/schemas/ProviderState' } },
					queue: {
						type: 'object',
						properties: {
							queued: { type: 'number' },
							running: { type: 'number' },
							workers: { type: 'number' },
							next_sync_at: { type: ['string', 'null'] },
						},
						required: ['queued', 'running', 'workers', 'next_sync_at'],
					},
					weather: { $ref: '#/components/schemas/WeatherState' },
					call_limits: {
						type: 'array',
						items: { $ref: '#/components/schemas/CallLimitState' },
						description: 'of each API of the configured providers, for all processes together',
					},
					circuits: {
						type: 'array',
						items: { $ref: '#/components/schemas/ApiCircuit' },
						description:
							'of each API that the answering process has called: each process finds out for itself',
					},
					licence: {
						type: 'object',
						properties: {
							collections_used: { type: 'number' },
							collections_allowed: { type: ['number', 'null'] },
						},
						required: ['collections_used', 'collections_allowed'],
					},
					scope: { $ref: '#/components/schemas/RightsScope' },
					ok: { type: 'boolean' },
				},
				required: ['ok'],
			},
		},
		required: ['data'],
		description: '`GET /kilowatch/status`; who is not admin gets `{data: {ok}}` alone.',
	},
	StatusDetail: {
		type: 'object',
		properties: {
			version: { type: 'string' },
			database: { $ref: '#/components/schemas/DatabaseState' },
			storage: {
				anyOf: [{ $ref: '#/components/schemas/StorageState' }, { type: 'null' }],
				description:
					'null before the tables are there, or where the database does not tell it; measured once a minute at most',
			},
			migrations: {
				type: 'object',
				properties: {
					applied: { type: 'number' },
					available: { type: 'number' },
					error: { type: ['string', 'null'] },
				},
				required: ['applied', 'available', 'error'],
			},
			providers: { type: 'array', items: { $ref: '#/components/schemas/ProviderState' } },
			queue: {
				type: 'object',
				properties: {
					queued: { type: 'number' },
					running: { type: 'number' },
					workers: { type: 'number' },
					next_sync_at: { type: ['string', 'null'] },
				},
				required: ['queued', 'running', 'workers', 'next_sync_at'],
			},
			weather: { $ref: '#/components/schemas/WeatherState' },
			call_limits: {
				type: 'array',
				items: { $ref: '#/components/schemas/CallLimitState' },
				description: 'of each API of the configured providers, for all processes together',
			},
			circuits: {
				type: 'array',
				items: { $ref: '#/components/schemas/ApiCircuit' },
				description: 'of each API that the answering process has called: each process finds out for itself',
			},
			licence: {
				type: 'object',
				properties: {
					collections_used: { type: 'number' },
					collections_allowed: { type: ['number', 'null'] },
				},
				required: ['collections_used', 'collections_allowed'],
			},
			scope: { $ref: '#/components/schemas/RightsScope' },
		},
		required: [
			'version',
			'database',
			'storage',
			'migrations',
			'providers',
			'queue',
			'weather',
			'call_limits',
			'circuits',
			'licence',
			'scope',
		],
	},
	StorageState: {
		type: 'object',
		properties: {
			measured_at: { type: 'string' },
			readings: {
				type: 'object',
				properties: {
					bytes: { type: 'number', description: 'of all chunks, where there are any' },
					rows_estimated: {
						type: ['number', 'null'],
						description:
							'as the planner reckons since the table was last analysed, not counted; null: never analysed',
					},
					oldest_at: {
						type: ['string', 'null'],
						description: 'starts of intervals; null: there is no reading',
					},
					newest_at: { type: ['string', 'null'] },
					chunks: {
						anyOf: [
							{
								type: 'object',
								properties: { total: { type: 'number' }, compressed: { type: 'number' } },
								required: ['total', 'compressed'],
							},
							{ type: 'null' },
						],
						description: 'null: a plain table has none',
					},
					compression: {
						anyOf: [
							{
								type: 'object',
								properties: {
									before_bytes: { type: 'number' },
									after_bytes: { type: 'number' },
									ratio: { type: 'number' },
								},
								required: ['before_bytes', 'after_bytes', 'ratio'],
							},
							{ type: 'null' },
						],
						description: 'of the compressed chunks alone; null: nothing is compressed',
					},
				},
				required: ['bytes', 'rows_estimated', 'oldest_at', 'newest_at', 'chunks', 'compression'],
			},
			days: {
				type: 'object',
				properties: { bytes: { type: 'number' }, rows_estimated: { type: ['number', 'null'] } },
				required: ['bytes', 'rows_estimated'],
			},
		},
		required: ['measured_at', 'readings', 'days'],
		description: 'What readings and days take on the disk, in bytes, indexes included.',
	},
	StoredTemperaturesAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					accepted: { type: 'number', description: 'days that can be taken' },
					written: { type: 'number', description: 'of them, new or changed ones' },
					kept: {
						type: 'number',
						description: 'of them, those that a source of higher rank has told, which stay',
					},
					refused: {
						type: 'array',
						items: { $ref: '#/components/schemas/RefusedTemperature' },
						description:
							'in a dry run; else any of them is an error, whose extensions have them as `refused`',
					},
				},
				required: ['accepted', 'written', 'kept', 'refused'],
			},
			meta: { type: 'object', properties: { dry_run: { type: 'boolean' } }, required: ['dry_run'] },
		},
		required: ['data', 'meta'],
	},
	SumReading: {
		type: 'object',
		properties: {
			at: {
				type: 'string',
				description: 'beginning of the hour with its offset, date, or month, by the resolution',
			},
			value: { type: ['number', 'null'], description: 'null unless every meter that the sum needs is known' },
			known_value: { type: 'number', description: 'what the known meters make' },
			missing: {
				type: 'array',
				items: { type: 'string' },
				description: 'devices that are not known, or not all of it',
			},
		},
		required: ['at', 'value', 'known_value', 'missing'],
		description: 'All meters of a building together (`by=building`).',
	},
	SyncAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'array',
				items: {
					type: 'object',
					properties: { run: { type: 'string' }, device: { type: 'string' } },
					required: ['run', 'device'],
				},
			},
		},
		required: ['data'],
	},
	SyncRequest: {
		type: 'object',
		properties: {
			from: {
				type: 'string',
				description: 'local dates, `to` not included; without them: all that is missing',
			},
			to: { type: 'string' },
			devices: { type: 'array', items: { type: 'string' } },
		},
		description: '`POST /kilowatch/buildings/:building/linky/sync`',
	},
	SyncRunAnswer: {
		type: 'object',
		properties: {
			data: {
				type: 'object',
				properties: {
					seconds_left: {
						type: ['number', 'null'],
						description:
							"what the operator's limits make the windows left take; null before they are known and when the run is finished. Only in the answer for one run",
					},
					id: { type: 'string' },
					device: { type: 'string' },
					trigger: { $ref: '#/components/schemas/SyncTrigger' },
					status: { $ref: '#/components/schemas/SyncRunStatus' },
					windows_total: { type: 'number' },
					windows_done: { type: 'number' },
					provider_calls: { type: 'number' },
					rows_written: { type: 'number' },
					started_at: { type: ['string', 'null'] },
					finished_at: { type: ['string', 'null'] },
					not_before: {
						type: ['string', 'null'],
						description: "a queued run waits until then for the operator's limit of calls",
					},
					error_code: { type: ['string', 'null'] },
					error_message: { type: ['string', 'null'] },
				},
				required: [
					'device',
					'error_code',
					'error_message',
					'finished_at',
					'id',
					'not_before',
					'provider_calls',
					'rows_written',
					'seconds_left',
					'started_at',
					'status',
					'trigger',
					'windows_done',
					'windows_total',
				],
			},
		},
		required: ['data'],
		description: '`GET /kilowatch/sync-runs/:run`',
	},
	SyncRunState: {
		type: 'object',
		properties: {
			id: { type: 'string' },
			device: { type: 'string' },
			trigger: { $ref: '#/components/schemas/SyncTrigger' },
			status: { $ref: '#/components/schemas/SyncRunStatus' },
			windows_total: { type: 'number' },
			windows_done: { type: 'number' },
			provider_calls: { type: 'number' },
			rows_written: { type: 'number' },
			started_at: { type: ['string', 'null'] },
			finished_at: { type: ['string', 'null'] },
			not_before: {
				type: ['string', 'null'],
				description: "a queued run waits until then for the operator's limit of calls",
			},
			seconds_left: {
				type: ['number', 'null'],
				description:
					"what the operator's limits make the windows left take; null before they are known and when the run is finished. Only in the answer for one run",
			},
			error_code: { type: ['string', 'null'] },
			error_message: { type: ['string', 'null'] },
		},
		required: [
			'id',
			'device',
			'trigger',
			'status',
			'windows_total',
			'windows_done',
			'provider_calls',
			'rows_written',
			'started_at',
			'finished_at',
			'not_before',
			'error_code',
			'error_message',
		],
	},
	SyncRunStatus: { type: 'string', enum: ['queued', 'running', 'succeeded', 'partial', 'failed'] },
	SyncTrigger: { type: 'string', enum: ['schedule', 'manual', 'consent', 'file'] },
	TemperatureDay: {
		type: 'object',
		properties: {
			date: { type: 'string' },
			mean: { type: ['number', 'null'], description: 'null where only lowest and highest were told' },
			min: { type: 'number' },
			max: { type: 'number' },
			source: { $ref: '#/components/schemas/WeatherSource' },
			preliminary: { type: 'boolean', description: 'the weather service will say it anew' },
			degree_days: {
				type: ['number', 'null'],
				description: 'null where what the method needs is not known: the mean, or the days before',
			},
		},
		required: ['date', 'mean', 'min', 'max', 'source', 'preliminary', 'degree_days'],
	},
	TemperatureRefusal: {
		type: 'string',
		enum: ['unreadable', 'date', 'not_over', 'too_old', 'twice', 'implausible', 'order'],
		description:
			'Why a day cannot be taken. `unreadable`: no numbers, or fields too many; `date`: none; `not_over`: today or later; `too_old`: past what is kept; `twice`: another line has told it; `implausible`: outside of −40 to 80 °C; `order`: not lowest ≤ mean ≤ highest.',
	},
	TemperaturesAnswer: {
		type: 'object',
		properties: {
			data: { type: 'array', items: { $ref: '#/components/schemas/TemperatureDay' } },
			meta: {
				type: 'object',
				properties: {
					from: { type: 'string', description: 'local dates; `to` is not included' },
					to: { type: 'string' },
					timezone: { type: 'string' },
					method: {
						$ref: '#/components/schemas/DegreeDayMethod',
						description: 'how the degree days are counted',
					},
					base_celsius: { type: 'number' },
					days_known: { type: 'number' },
					days_expected: { type: 'number' },
					degree_days: {
						type: ['number', 'null'],
						description: 'over the days that have any; null where none has',
					},
					attribution: {
						type: ['string', 'null'],
						description: 'what the source of the data asks to be said beside them',
					},
				},
				required: [
					'from',
					'to',
					'timezone',
					'method',
					'base_celsius',
					'days_known',
					'days_expected',
					'degree_days',
					'attribution',
				],
			},
		},
		required: ['data', 'meta'],
		description:
			'`GET /kilowatch/buildings/:building/temperatures?from&to`: the days that are known, with their degree days.',
	},
	TemperaturesRequest: {
		type: 'object',
		properties: {
			temperatures: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						date: { type: 'string' },
						mean: { type: ['number', 'null'] },
						min: { type: 'number' },
						max: { type: 'number' },
					},
					required: ['date', 'min', 'max'],
				},
			},
		},
		required: ['temperatures'],
		description:
			'`POST /kilowatch/buildings/:building/temperatures?dry_run`, as JSON; the same as CSV has the columns `date`, `mean`, `min` and `max`. All of it is kept or nothing.',
	},
	UsedEmissionFactor: {
		type: 'object',
		properties: {
			country: { type: 'string' },
			year: { type: ['number', 'null'] },
			grams_per_kwh: { type: 'number' },
			method: { type: 'string' },
			source: { type: 'string' },
			from: { type: 'string', description: 'local dates whose factor it is; `to` is not included' },
			to: { type: 'string' },
			days: { type: 'number', description: 'how many days of the period went by it' },
			days_of_another_time: {
				type: 'number',
				description: 'of these, days of another time, for which none is known',
			},
		},
		required: [
			'country',
			'year',
			'grams_per_kwh',
			'method',
			'source',
			'from',
			'to',
			'days',
			'days_of_another_time',
		],
		description: 'A yearly average that was used.',
	},
	Verdict: { type: 'string', enum: ['true', 'false', 'known_cause'] },
	VerdictRequest: {
		type: 'object',
		properties: {
			comment: { type: ['string', 'null'], description: 'null takes it away; left out: as it is' },
			verdict: {
				anyOf: [{ $ref: '#/components/schemas/Verdict' }, { type: 'null' }],
				description: 'null takes it back',
			},
		},
		required: ['verdict'],
		description: '`POST /kilowatch/alerts/:alert/verdict`',
	},
	WeatherSource: { type: 'string', enum: ['file', 'push', 'open_meteo'] },
	WeatherState: {
		type: 'object',
		properties: {
			name: { $ref: '#/components/schemas/WeatherSource' },
			configured: { type: 'boolean' },
			missing: { type: 'array', items: { type: 'string' }, description: 'environment variables it lacks' },
			note: {
				type: 'string',
				const: 'tells_places',
				description:
					'why it is off until then: where the buildings stand leaves this server, rounded; and free of charge it is for non-commercial use',
			},
			buildings: {
				type: 'number',
				description:
					'buildings it has been asked for, those it could not tell the last time, and why the latest of them',
			},
			failing: { type: 'number' },
			error_code: { type: ['string', 'null'] },
		},
		required: ['name', 'configured', 'missing', 'note', 'buildings', 'failing', 'error_code'],
		description: 'Who is asked for outdoor temperatures.',
	},
} satisfies Readonly<Record<string, ContractSchema>>;
