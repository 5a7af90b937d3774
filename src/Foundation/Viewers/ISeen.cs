using System.Linq.Expressions;

namespace Foundation.Viewers;

/// <summary>What an entity must say of itself before anyone may read it: which country it lies in, and who sees which rows.</summary>
public interface ISeen<TSelf> where TSelf : class, ISeen<TSelf>
{
    /// <summary>ISO 3166-1 alpha-2, upper case. Nothing crosses it.</summary>
    string CountryId { get; }

    static abstract Expression<Func<TSelf, bool>> SeenBy(Viewer viewer);

    /// <summary>Who may add this row, and where. <see cref="Data.AppDb.Add{T}"/> asks it: the second lock behind the use case's own question.</summary>
    bool AddedBy(Viewer viewer);
}

/// <summary>A row that lies in a unit.</summary>
public interface IPlaced
{
    string CountryId { get; }
    Guid UnitId { get; }
}

/// <summary>Rules of sight, put together. The arrays are captured, so each becomes one SQL parameter.</summary>
public static class Sight
{
    public static Expression<Func<T, bool>> Everything<T>() => _ => true;
    public static Expression<Func<T, bool>> Nothing<T>() => _ => false;

    /// <summary>Rows that lie where the right holds.</summary>
    public static Expression<Func<T, bool>> Within<T>(Viewer viewer, string right) where T : class, IPlaced
    {
        if (viewer.IsSystem) return Everything<T>();
        var countries = viewer.CountriesOf(right);
        var units = viewer.ReachOf(right);
        return (countries.Length, units.Length) switch
        {
            (0, 0) => Nothing<T>(),
            (1, 0) => InCountry<T>(countries[0]),
            (_, 0) => row => countries.Contains(row.CountryId),
            (0, _) => row => units.Contains(row.UnitId),
            _ => row => countries.Contains(row.CountryId) || units.Contains(row.UnitId),
        };
    }

    static Expression<Func<T, bool>> InCountry<T>(string country) where T : class, IPlaced => row => row.CountryId == country;

    public static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        IsConstant(left, false) || IsConstant(right, true) ? right
        : IsConstant(right, false) || IsConstant(left, true) ? left
        : Expression.Lambda<Func<T, bool>>(Expression.OrElse(left.Body, Swap(right, left.Parameters[0])), left.Parameters);

    public static Expression<Func<T, bool>> And<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        IsConstant(left, true) || IsConstant(right, false) ? right
        : IsConstant(right, true) || IsConstant(left, false) ? left
        : Expression.Lambda<Func<T, bool>>(Expression.AndAlso(left.Body, Swap(right, left.Parameters[0])), left.Parameters);

    /// <summary>The rule of a whole, asked of its parts: whoever sees the whole sees them.</summary>
    public static Expression<Func<TPart, bool>> Through<TPart, TWhole>(this Expression<Func<TWhole, bool>> rule, Expression<Func<TPart, TWhole>> whole) =>
        Expression.Lambda<Func<TPart, bool>>(new Swapper(rule.Parameters[0], whole.Body).Visit(rule.Body), whole.Parameters);

    static bool IsConstant<T>(Expression<Func<T, bool>> rule, bool value) => rule.Body is ConstantExpression { Value: bool b } && b == value;

    static Expression Swap<T>(Expression<Func<T, bool>> rule, ParameterExpression parameter) => new Swapper(rule.Parameters[0], parameter).Visit(rule.Body);

    sealed class Swapper(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
