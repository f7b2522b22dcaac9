/// What a model is: its shape, its numbers and how they begin. Nothing here computes a training
/// step.
///
/// Read [dev.telar.model.Autoencoder], then [dev.telar.model.Architecture],
/// [dev.telar.model.Activation], [dev.telar.model.Parameters] and [dev.telar.model.Initialisation].
@NullMarked
package dev.telar.model;

import org.jspecify.annotations.NullMarked;
