; What TypeScript's grammar has of its own.

[
  (interface_declaration name: (_) @defines)
  (type_alias_declaration name: (_) @defines)
  (ambient_declaration (_ name: (_) @defines))
  (ambient_declaration (_ (variable_declarator name: (identifier) @defines)))
  (export_statement
    declaration: [
      (interface_declaration name: (_) @defines)
      (type_alias_declaration name: (_) @defines)
    ])
  (export_statement declaration: (ambient_declaration (_ name: (_) @defines)))
  (export_statement
    declaration: (ambient_declaration (_ (variable_declarator name: (identifier) @defines))))
] @type

[
  (function_signature name: (_) @defines)
  (export_statement declaration: (function_signature name: (_) @defines))
] @function

[
  (abstract_class_declaration name: (_) @defines)
  (export_statement declaration: (abstract_class_declaration name: (_) @defines))
] @class

[
  (enum_declaration name: (_) @defines)
  (internal_module name: (_) @defines)
  (expression_statement (internal_module name: (_) @defines))
  (export_statement
    declaration: [
      (enum_declaration name: (_) @defines)
      (internal_module name: (_) @defines)
    ])
] @definition

(import_statement "type" @type-only) @import
(import_statement
  (import_require_clause
    (identifier) @defines
    source: (string (string_fragment) @module))) @import
