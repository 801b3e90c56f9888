// Nothing is a terminal.
'use strict';

exports.isatty = () => false;
