; Parameters, one match each, in the order of the text.

(parameters (identifier) @name) @parameters

(parameters (default_parameter name: (identifier) @name value: (_) @default)) @parameters

(parameters (typed_parameter . (identifier) @name type: (type) @type)) @parameters

(parameters
  (typed_default_parameter name: (identifier) @name type: (type) @type value: (_) @default)) @parameters

(parameters (list_splat_pattern (identifier) @name) @rest) @parameters

(parameters
  (typed_parameter (list_splat_pattern (identifier) @name) type: (type) @type) @rest) @parameters

(parameters (dictionary_splat_pattern (identifier) @name) @keywords) @parameters

(parameters
  (typed_parameter (dictionary_splat_pattern (identifier) @name) type: (type) @type) @keywords) @parameters

; What follows can only be given by name.
(parameters (keyword_separator) @separator) @parameters
