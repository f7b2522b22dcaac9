/// How fast this machine is, and how fast Telar is on it.
///
/// Read [dev.telar.speed.Workload], which is measured once in a JVM and gives a
/// [dev.telar.speed.Measurement]; [dev.telar.speed.Machine], the limits that it is compared with;
/// [dev.telar.speed.Fork], a JVM of its own; [dev.telar.speed.Speed], the summary over several.
@NullMarked
package dev.telar.speed;

import org.jspecify.annotations.NullMarked;
