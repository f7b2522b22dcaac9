/// What is reported about a model.
///
/// Read [dev.telar.measure.ReconstructionError], then [dev.telar.measure.DeadUnits] and
/// [dev.telar.measure.PrincipalComponents].
@NullMarked
package dev.telar.measure;

import org.jspecify.annotations.NullMarked;
