/// Codes and reconstructions as files: written for rows, read again, and what is gained by them.
@NullMarked
package dev.telar.codes;

import org.jspecify.annotations.NullMarked;
