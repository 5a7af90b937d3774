using System.Reflection;
using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Demo;
using Balsts.Months;
using Balsts.Operations;
using Balsts.People;
using Balsts.Shell;
using Balsts.Units;

namespace Balsts;

/// <summary>The rooms from the ground up: wiring, menu order and storeys in one list. A room may use those before it, never those after it.</summary>
public static class House
{
    public static readonly Capability[] Rooms =
    [
        new UnitsCapability(),
        new PeopleCapability(),
        new AppointmentsCapability(),
        new ActivitiesCapability(),
        new MonthsCapability(),
        new ShellCapability(),
        new DemoCapability(),
        new OperationsCapability(),
    ];

    public static Assembly Assembly => typeof(House).Assembly;

    /// <summary>The table post × right, composed from what the rooms declare.</summary>
    public static ILookup<PostKind, string> RightsOf { get; } = Rooms.SelectMany(r => r.Rights).SelectMany(r => r.Posts.Select(p => (Post: p, r.Right))).ToLookup(x => x.Post, x => x.Right);
}
