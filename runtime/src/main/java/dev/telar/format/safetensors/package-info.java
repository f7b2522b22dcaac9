/// The safetensors format, and how a model lies in it. Not exported.
///
/// Read [dev.telar.format.safetensors.SafeTensors], then
/// [dev.telar.format.safetensors.ModelTensors] and the names that it knows in
/// [dev.telar.format.safetensors.TensorNames].
@NullMarked
package dev.telar.format.safetensors;

import org.jspecify.annotations.NullMarked;
