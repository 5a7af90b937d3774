namespace Balsts.Tests;
public sealed class SmokeTests { [Fact] public void Ok() => 1.ShouldBe(1); }
