'use strict';
exports.performance = globalThis.performance;
