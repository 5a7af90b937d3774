using Balsts.Units;
using Foundation.Data;

namespace Balsts.Demo;

/// <summary>The months of the demo's supporters, told as stories.</summary>
static class DemoMonths
{
    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock) { }
}
