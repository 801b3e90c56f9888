// The process that programs see as a global.
'use strict';

module.exports = process;
