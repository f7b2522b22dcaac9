/// Metrics of a model of any depth.
///
/// Read [dev.telar.measure.ReconstructionError], then [dev.telar.measure.DeadUnits];
/// [dev.telar.measure.PrincipalComponents] is the linear optimum; [dev.telar.measure.Diagnosis]
/// says why a model is as good or bad as it is, unit by unit ([dev.telar.measure.UnitActivity],
/// [dev.telar.measure.OutputUnit]) and sample by sample ([dev.telar.measure.SampleErrors]);
/// [dev.telar.measure.Revival] repairs dead outputs.
@NullMarked
package dev.telar.measure;

import org.jspecify.annotations.NullMarked;
