namespace Balsts.Activities.Tallies;

/// <summary>What support adds up to: how many pieces, how many minutes, how many with a goal and with a recorded need, and how many people were met in them.</summary>
public readonly record struct Figures(int Activities, int Minutes, int WithGoal, int WithNeed, int Contacts)
{
    public static Figures operator +(Figures a, Figures b) => new(a.Activities + b.Activities, a.Minutes + b.Minutes, a.WithGoal + b.WithGoal, a.WithNeed + b.WithNeed, a.Contacts + b.Contacts);
    public static Figures operator -(Figures a) => new(-a.Activities, -a.Minutes, -a.WithGoal, -a.WithNeed, -a.Contacts);

    /// <summary>What one piece of support counts for.</summary>
    public static Figures Of(Activity activity, int people) => new(1, activity.Minutes, activity.GoalId is null ? 0 : 1, activity.NeedId is null ? 0 : 1, people);

    public static Figures Sum(IEnumerable<Figures> all) => all.Aggregate(default(Figures), (a, b) => a + b);

    /// <summary>The share of the activities, from 0 to 1.</summary>
    public decimal Share(int some) => Activities == 0 ? 0 : (decimal)some / Activities;
}
