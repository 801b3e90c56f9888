; Statements of the module, and the names they bind. Matched against one level of the tree.

(function_definition name: (identifier) @defines) @function
(decorated_definition definition: (function_definition name: (identifier) @defines)) @function

(class_definition name: (identifier) @defines) @class
(decorated_definition definition: (class_definition name: (identifier) @defines)) @class

(type_alias_statement left: (type (identifier) @defines)) @type

(expression_statement
  (assignment
    left: [
      (identifier) @defines
      (pattern_list (identifier) @defines)
      (tuple_pattern (identifier) @defines)
      (list_pattern (identifier) @defines)
    ])) @definition

(import_statement name: (dotted_name . (identifier) @defines) @module) @import
(import_statement
  name: (aliased_import name: (_) @module alias: (identifier) @defines)) @import

(import_from_statement module_name: (_) @module) @import
(import_from_statement name: (dotted_name) @imported @defines) @import
(import_from_statement
  name: (aliased_import name: (_) @imported alias: (identifier) @defines) @imported.end) @import

(future_import_statement name: (_) @future @imported @defines) @import

; Branches bind names too: what is installed or which platform it is decides.
(if_statement consequence: (block) @branch) @definition
(if_statement alternative: (_ (block) @branch)) @definition
(try_statement (block) @branch) @definition
(try_statement (_ (block) @branch)) @definition

; The code that runs when the file is the program.
((if_statement condition: (comparison_operator (identifier) @_name)) @other
  (#eq? @_name "__name__"))
