; Statements of the module, and the names they bind: what JavaScript and TypeScript share.
; Matched against one level of the tree.

[
  (function_declaration name: (_) @defines)
  (generator_function_declaration name: (_) @defines)
  (export_statement
    declaration: [
      (function_declaration name: (_) @defines)
      (generator_function_declaration name: (_) @defines)
    ])
] @function

[
  (class_declaration name: (_) @defines)
  (export_statement declaration: (class_declaration name: (_) @defines))
] @class

[(lexical_declaration) (variable_declaration)] @definition
(export_statement declaration: [(lexical_declaration) (variable_declaration)]) @definition

(lexical_declaration (variable_declarator name: (identifier) @defines)) @definition
(lexical_declaration
  (variable_declarator
    name: (_
      [
        (identifier) @defines
        (shorthand_property_identifier_pattern) @defines
        (pair_pattern value: [(identifier) @defines (_ (identifier) @defines)])
        (object_assignment_pattern left: (_) @defines)
        (assignment_pattern left: (identifier) @defines)
        (rest_pattern (identifier) @defines)
      ]))) @definition
(variable_declaration (variable_declarator name: (identifier) @defines)) @definition
(variable_declaration
  (variable_declarator
    name: (_
      [
        (identifier) @defines
        (shorthand_property_identifier_pattern) @defines
        (pair_pattern value: [(identifier) @defines (_ (identifier) @defines)])
        (object_assignment_pattern left: (_) @defines)
        (assignment_pattern left: (identifier) @defines)
        (rest_pattern (identifier) @defines)
      ]))) @definition
(export_statement
  declaration: (_ (variable_declarator name: (identifier) @defines))) @definition
(export_statement
  declaration: (_
    (variable_declarator
      name: (_
        [
          (identifier) @defines
          (shorthand_property_identifier_pattern) @defines
          (pair_pattern value: [(identifier) @defines (_ (identifier) @defines)])
          (object_assignment_pattern left: (_) @defines)
          (assignment_pattern left: (identifier) @defines)
          (rest_pattern (identifier) @defines)
        ])))) @definition

; What a function gets as its members belongs to it.
((expression_statement
  (assignment_expression
    left: (member_expression object: (identifier) @defines)
    right: [
      (arrow_function) (function_expression) (generator_function) (class) (object)
      (string) (number) (true) (false) (null)
    ])) @definition
  (#not-eq? @defines "module"))
((expression_statement
  (assignment_expression
    left: (member_expression
      object: (member_expression object: (identifier) @defines property: (_) @_members))
    right: [(arrow_function) (function_expression) (generator_function)])) @definition
  (#match? @_members "^(prototype|exports)$"))

(import_statement source: (string (string_fragment) @module)) @import
(import_statement (import_clause (identifier) @defines)) @import
(import_statement (import_clause (namespace_import (identifier) @defines))) @import
(import_statement
  (import_clause
    (named_imports
      (import_specifier name: (_) @imported alias: (_)? @alias) @imported.end))) @import

((lexical_declaration
  (variable_declarator
    value: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @module) .)))) @import
  (#eq? @_require "require"))
((variable_declaration
  (variable_declarator
    value: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @module) .)))) @import
  (#eq? @_require "require"))
