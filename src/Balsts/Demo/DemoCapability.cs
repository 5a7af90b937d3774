namespace Balsts.Demo;

public sealed class DemoCapability : Capability;
